import { closeSync, constants, openSync, writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { type Emulator, type Fault, type LogEntry, startEmulator } from "../emulator";
import { type CheckedOptions, checkOptions, defaultApiKey } from "../emulator/options";
import { logLine } from "../emulator/request-log";
import { parseTime } from "../text/parse-time";
import { writeOutput } from "./command-context";
import { collect, outputFile, wholeNumber } from "./option-values";
import { faultSyntax, parseFault } from "./parse-fault";

interface Flags extends Pick<CheckedOptions, "port" | "host" | "openRate" | "clickRate" | "state"> {
  apiKey?: string[];
  dailyLimit: number;
  campaign?: string[];
  log?: string;
  fault?: Fault[];
  now?: Date;
  quiet?: true;
}

/** `pulumi-braze emulator`: serves Braze's endpoints until interrupted. */
export function emulatorCommand(): Command {
  const defaults = checkOptions({});
  const command = new Command("emulator")
    .description("Run an emulator of Braze's API on this machine. The first line of output is its URL.")
    .option("--port <n>", "port to listen on; 0 selects a free one", wholeNumber, defaults.port)
    .option("--host <address>", "address to listen on", defaults.host)
    .option(
      "--api-key <key>",
      `REST API key to accept; can be repeated (default: "${defaultApiKey}")`,
      collect,
    )
    .option(
      "--daily-limit <n>",
      "how many send IDs can be created per day",
      wholeNumber,
      defaults.workspaces[0]?.dailyLimit,
    )
    .option(
      "--campaign <id[=name]>",
      "Campaign API Identifier to accept, with its name; can be repeated (default: any well-formed one)",
      collect,
    )
    .option(
      "--open-rate <share>",
      "share of recipients that open an email or iOS push, from 0 to 1",
      Number,
      defaults.openRate,
    )
    .option("--click-rate <share>", "share of recipients that click, from 0 to 1", Number, defaults.clickRate)
    .option("--state <file>", "persist created send IDs in this file (default: not persisted)", outputFile)
    .option("--fault <fault>", `inject a fault; can be repeated: ${faultSyntax}`, parseFault)
    .option("--now <time>", "start time of the emulator's clock, in ISO 8601", time)
    .option("--quiet", "do not show requests in the terminal")
    .option("--log <file>", "append a line for each request to this file", outputFile);
  return command.action(async (flags: Flags) => {
    try {
      await serve(flags);
    } catch (error) {
      command.error(`error: ${error instanceof Error ? error.message : error}`);
    }
  });
}

async function serve(flags: Flags): Promise<void> {
  const logFile = flags.log === undefined ? undefined : openLog(flags.log);
  // Only for a terminal: lines for a pipe that is not read would accumulate in memory.
  const onTerminal = process.stderr.isTTY && !flags.quiet;
  const log = (entry: LogEntry) => {
    if (onTerminal) process.stderr.write(`${logLine(entry, { colors: process.stderr.hasColors() })}\n`);
    logFile?.(logLine(entry));
  };
  const { port, host, openRate, clickRate, state, now, dailyLimit, apiKey, campaign } = flags;
  const emulator = await startEmulator({
    port,
    host,
    workspaces: [{ dailyLimit, apiKeys: apiKey, campaigns: campaign?.map(toCampaign) }],
    openRate,
    clickRate,
    state,
    startTime: now,
    keepRequests: 0,
    log,
  });
  try {
    for (const fault of flags.fault ?? []) emulator.script(fault);
    closeWhenInterrupted(emulator);
    closeWithNpx(emulator);
    await writeOutput(process, `${emulator.url}\n`);
  } catch (error) {
    await emulator.close();
    throw error;
  }
  if (onTerminal) process.stderr.write(hint(emulator, flags));
}

/** A campaign, with the name after the first equals sign. */
function toCampaign(text: string): string | { id: string; name: string } {
  const [id = "", ...name] = text.split("=");
  return name.length === 0 ? text : { id, name: name.join("=") };
}

function hint({ url }: Emulator, { apiKey }: Flags): string {
  const key = apiKey ? "BRAZE_API_KEY to one of your keys" : `BRAZE_API_KEY=${defaultApiKey}`;
  return `Set BRAZE_REST_ENDPOINT=${url} and ${key}. Open ${url}/ in a browser to watch. Press Ctrl-C to stop.\n`;
}

function closeWhenInterrupted(emulator: Emulator): void {
  // Once: a second Ctrl-C terminates the process.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void emulator.close());
}

/** Closes the emulator when npx is terminated: npx passes the signal to a shell, which ends without passing it on. */
function closeWithNpx(emulator: Emulator): void {
  if (process.env.npm_command !== "exec") return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) void emulator.close();
  }, 500).unref();
}

function time(text: string): Date {
  const date = parseTime(text);
  if (date === undefined) throw new InvalidArgumentError("It must be a time in ISO 8601.");
  return date;
}

function openLog(path: string): (line: string) => void {
  let file: number | undefined;
  try {
    // Without blocking, because a pipe that nobody reads would stop the emulator. Windows has no such flag, and no such pipes.
    const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = constants;
    file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK);
  } catch (error) {
    throw new Error(`The log file cannot be opened: ${(error as Error).message}.`);
  }
  return (line) => {
    if (file === undefined) return;
    try {
      writeFileSync(file, `${line}\n`);
    } catch (error) {
      process.stderr.write(`The log file cannot be written; logging stops: ${(error as Error).message}.\n`);
      closeSync(file);
      file = undefined;
      process.exitCode = 2;
    }
  };
}
