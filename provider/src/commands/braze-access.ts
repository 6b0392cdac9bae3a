import { type Command, Option } from "commander";
import type { Connection } from "../braze/connection";
import type { Request } from "../braze/send-request";
import { type Configuration, ConfigurationError, readConfiguration } from "../configuration/configuration";
import { settings } from "../configuration/settings";
import { InvalidInputError } from "../stack/json-document";
import { configCommand, readPulumiConfig } from "../tracking/pulumi-config";
import { createReader, type Reader } from "../tracking/reader";
import type { Response } from "../tracking/response";
import { readInput } from "./read-input";

/** Exit codes of the commands that read from Braze. */
export const exitCodes = {
  usage: 2,
  unauthorized: 3,
  unreached: 4,
  failed: 5,
  forbidden: 6,
} as const;

/** The option that reads the stack's configuration, and with it every workspace. */
export const configOption = () =>
  new Option(
    "--config <file>",
    `read the settings from the output of \`${configCommand}\`; - reads standard input (default: the environment)`,
  );

/** The option that selects the output. */
export const formatOption = () =>
  new Option("--format <format>", "output format").choices(["terminal", "json", "csv"]).default("terminal");

export type Format = "terminal" | "json" | "csv";

/** The provider's settings. */
export interface Settings {
  configuration: Configuration;
  /** Whether any setting of the default workspace is set. */
  hasDefault: boolean;
}

/** Reads the provider's settings: from the environment and, with `--config`, from a stack's configuration. */
export async function readSettings(configFile: string | undefined): Promise<Settings> {
  const stackConfig =
    configFile === undefined ? () => undefined : readPulumiConfig(await readInput(configFile, configCommand));
  const ofDefault = ["braze:apiKey", "braze:endpoint", "braze:instance"] as const;
  return {
    configuration: readConfiguration(stackConfig, process.env),
    hasDefault: ofDefault.some(
      (name) => stackConfig(name) !== undefined || (process.env[settings[name].environment] ?? "") !== "",
    ),
  };
}

/** Sends one request, once, within the configured timeout. */
export const senderOf = (configuration: Configuration) => (connection: Connection, request: Request) => {
  // Loads axios with the first request: the commands that send none start without it.
  const { sendRequest } = require("../braze/send-request") as typeof import("../braze/send-request");
  return sendRequest(connection, request, configuration.timeout());
};

/** A reader with the provider's timeout and its longest wait for a rate limit. */
export function readerOf(configuration: Configuration, connection: Connection): Reader {
  return createReader(connection, {
    send: senderOf(configuration),
    maxWait: configuration.maxWait(),
  });
}

/** The exit code of a failed read. */
export function exitCodeOf({ kind }: Exclude<Response, { kind: "success" }>): number {
  if (kind === "unauthorized" || kind === "forbidden" || kind === "unreached") return exitCodes[kind];
  return exitCodes.failed;
}

/** Runs a command: what the user can correct is one line on standard error and exit code 2. */
export function runAs<Arguments extends unknown[]>(
  command: Command,
  run: (...args: Arguments) => Promise<void>,
): Command {
  return (
    command
      .allowExcessArguments(false)
      // A script tells wrong usage by the code.
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage))
      .action(async (...args: unknown[]) => {
        // The reader may have gone before the end.
        process.stdout.on("error", () => {});
        try {
          await run(...(args as Arguments));
        } catch (error) {
          if (error instanceof InvalidInputError || error instanceof ConfigurationError)
            command.error(`error: ${error.message}`);
          throw error;
        }
      })
  );
}

/** Shows on a terminal how far a command is; anywhere else it prints nothing. */
export function progressLine(): { show(text: string): void; clear(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { show() {}, clear() {} };
  return {
    show: (text) => void stderr.write(`\r\u001b[K${text}`),
    clear: () => void stderr.write("\r\u001b[K"),
  };
}

/** Whether the output may be colored, and how wide it may be. */
export const terminalOptions = () => ({
  colors: process.stdout.isTTY === true && process.stdout.hasColors(),
  width: process.stdout.isTTY ? Math.max(process.stdout.columns, 60) : 120,
});
