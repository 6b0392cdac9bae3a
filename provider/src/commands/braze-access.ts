import { Option } from "commander";
import type { Connection } from "../braze/connection";
import type { Reader } from "../braze/read";
import type { ReadFailure } from "../braze/read-response";
import { type Configuration, ConfigurationError, readConfiguration } from "../configuration/configuration";
import { configCommand, readStackConfig } from "../stack/stack-config";
import type { CommandContext } from "./command-context";
import { readInput } from "./read-input";

/** Exit codes of the commands that read from Braze. */
export const exitCodes = {
  usage: 2,
  unauthorized: 3,
  unreached: 4,
  failed: 5,
  forbidden: 6,
} as const;

/** How the messages of the commands say that a request is to be repeated. */
export const again = "run the command again";

/** The option that reads the stack's configuration, including all workspaces. */
export const configOption = () =>
  new Option(
    "--config <file>",
    `read the settings from the output of \`${configCommand}\`; - reads standard input (default: the environment)`,
  );

/** The option that selects the output. */
export const formatOption = () =>
  new Option("--format <format>", "output format").choices(["terminal", "json", "csv"]).default("terminal");

export type Format = "terminal" | "json" | "csv";

/** Reads the provider's settings: from the environment and, with `--config`, from a stack's configuration. */
export async function readSettings(
  configFile: string | undefined,
  context: CommandContext,
): Promise<Configuration> {
  if (configFile === undefined) return readConfiguration(() => undefined, context.env);
  const document = await readInput(configFile, context, configCommand);
  return readConfiguration(readStackConfig(document), context.env);
}

/** A command that reads the configuration of a stack, which must come from standard input. */
export const withStackConfig = (command: string) =>
  `\`${configCommand} | npx pulumi-braze ${command} --config -\``;

/**
 * The connection of a workspace.
 *
 * @param withConfig what to run to read a stack's configuration, too; undefined if it was read.
 * @throws {@link ConfigurationError}
 */
export function findConnection(
  configuration: Configuration,
  workspace: string | undefined,
  withConfig: string | undefined,
): Connection {
  try {
    return configuration.connection(workspace);
  } catch (error) {
    // What is set must be fixed where it is set.
    const isMissing =
      error instanceof ConfigurationError && !configuration.problems().includes(error.problem);
    if (!isMissing || withConfig === undefined) throw error;
    throw new ConfigurationError(
      `${error.problem} This command reads a stack's configuration with --config only. Run ${withConfig}.`,
    );
  }
}

/** Creates a reader with the configured timeout and maximum wait. */
export function readerOf(configuration: Configuration, connection: Connection): Reader {
  // Loaded with the first request, because axios makes commands that send none start slowly.
  const { createReader } = require("../braze/read") as typeof import("../braze/read");
  return createReader(connection, { timeout: configuration.timeout(), maxWait: configuration.maxWait() });
}

/** The exit code of a failed read. */
export function exitCodeOf({ kind }: ReadFailure): number {
  if (kind === "unauthorized" || kind === "forbidden" || kind === "unreached") return exitCodes[kind];
  return exitCodes.failed;
}

/** Shows the progress of a command on a terminal. Prints nothing elsewhere. */
export function progressLine({ stderr, env }: CommandContext): {
  show(text: string): void;
  clear(): void;
} {
  // A terminal that does not know escape sequences would show them.
  if (!stderr.isTTY || env.TERM === "dumb") return { show() {}, clear() {} };
  return {
    show: (text) => void stderr.write(`\r\u001b[K${text}`),
    clear: () => void stderr.write("\r\u001b[K"),
  };
}

/** Whether the output may be colored, and how wide it may be. */
export const terminalOptions = ({ stdout }: CommandContext) => ({
  colors: stdout.isTTY === true && stdout.hasColors(),
  width: stdout.isTTY ? Math.max(stdout.columns, 60) : 120,
});
