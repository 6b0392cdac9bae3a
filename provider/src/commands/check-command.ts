import { Command } from "commander";
import type { Connection } from "../braze/connection";
import { type Configuration, ConfigurationError } from "../configuration/configuration";
import { toCsv } from "../text/csv";
import { escapeText, maxLineLength } from "../text/escape";
import { toJson } from "../text/json";
import { painter } from "../text/paint";
import { checkConnection, type Verdict } from "../tracking/check-connection";
import { workspaceTitle } from "../tracking/describe-send-id";
import {
  configOption,
  exitCodes,
  type Format,
  findConnection,
  formatOption,
  readSettings,
  terminalOptions,
  withStackConfig,
} from "./braze-access";
import { type CommandContext, writeOutput } from "./command-context";

interface Flags {
  config?: string;
  workspace?: string;
  format: Format;
}

const codes: Readonly<Record<Verdict["verdict"], number>> = {
  valid: 0,
  "valid without campaigns.list": 0,
  "invalid key or instance": exitCodes.unauthorized,
  "not configured": exitCodes.usage,
  "not reached": exitCodes.unreached,
  "unexpected response": exitCodes.failed,
};

/** `pulumi-braze check`: whether key and instance are valid. */
export function checkCommand(context: CommandContext): Command {
  return new Command("check")
    .description(
      "Check API keys and instances with one GET request each. Nothing is created and no send ID is used.",
    )
    .addOption(configOption())
    .option("--workspace <name>", "check only this workspace (default: all that are configured)")
    .addOption(formatOption())
    .addHelpText(
      "after",
      `
Requires no permission: a key that lacks campaigns.list is still recognized. The permission sends.id.create cannot be
proven without creating a send ID. Only the environment and, with --config, a stack's configuration are read: to check
the key of an explicit provider, set BRAZE_API_KEY and BRAZE_INSTANCE to its values.

Exit codes: 0 key and instance are valid; ${exitCodes.usage} wrong usage or settings, or the output cannot be written;
${exitCodes.unauthorized} wrong key or instance; ${exitCodes.unreached} Braze was not reached; ${exitCodes.failed} unexpected response. If several apply, the exit code is the lowest of them.

Examples:
  BRAZE_API_KEY=… BRAZE_INSTANCE=US-06 pulumi-braze check
  pulumi config --json --show-secrets | pulumi-braze check --config -`,
    )
    .action(async (flags: Flags) => {
      const configuration = await readSettings(flags.config, context);
      const withConfig = flags.config === undefined ? withStackConfig("check") : undefined;
      const verdicts: Verdict[] = [];
      for (const workspace of workspacesOf(configuration, flags.workspace))
        verdicts.push(await check(configuration, workspace, withConfig, context));
      await writeOutput(context, formatted(verdicts, flags.format, context));
      const failures = verdicts.map(({ verdict }) => codes[verdict]).filter((code) => code !== 0);
      context.exitCode = failures.length === 0 ? 0 : Math.min(...failures);
    });
}

/** The workspaces to check. The default workspace is skipped if only named workspaces are configured. */
function workspacesOf(configuration: Configuration, workspace: string | undefined) {
  if (workspace !== undefined) return [workspace];
  const named = configuration.workspaces();
  const hasDefault = configuration.isSet("braze:apiKey", "braze:endpoint", "braze:instance");
  return named.length > 0 && !hasDefault ? named : [undefined, ...named];
}

async function check(
  configuration: Configuration,
  workspace: string | undefined,
  withConfig: string | undefined,
  { env }: CommandContext,
): Promise<Verdict> {
  let connection: Connection;
  try {
    connection = findConnection(configuration, workspace, withConfig);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return {
      workspace: workspace ?? null,
      endpoint: null,
      instance: null,
      verdict: "not configured",
      finding: escapeText(error.problem, maxLineLength),
      advice: "No request was sent.",
    };
  }
  // Loaded with the first request, because axios makes commands that send none start slowly.
  const { sendRequest } = require("../braze/send-request") as typeof import("../braze/send-request");
  return checkConnection(connection, {
    send: sendRequest,
    timeout: configuration.timeout(),
    environment: env,
  });
}

function formatted(verdicts: Verdict[], format: Format, context: CommandContext): string {
  if (format === "json") return toJson(verdicts);
  if (format === "csv") {
    const columns = ["workspace", "endpoint", "instance", "verdict", "finding", "advice"] as const;
    const rows = verdicts.map((verdict) => columns.map((column) => verdict[column] ?? undefined));
    return toCsv([columns, ...rows]);
  }
  const { colors } = terminalOptions(context);
  return verdicts.map((verdict) => `${toText(verdict, colors)}\n`).join("\n");
}

function toText(
  { workspace, endpoint, instance, verdict, finding, advice }: Verdict,
  colors: boolean,
): string {
  const [sign, color] = codes[verdict] === 0 ? (["✓", "green"] as const) : (["✗", "red"] as const);
  const paint = painter(colors);
  const name = workspaceTitle(workspace === null ? {} : { workspace });
  const where = [instance, endpoint].filter((part) => part !== null).join(", ");
  return [
    paint("bold", `${name}${where && ` (${where})`}`),
    `  ${paint(color, sign)} ${finding}`,
    `    ${advice}`,
  ].join("\n");
}
