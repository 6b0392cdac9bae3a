import { closeSync, openSync, writeSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { defaultApiKey, type Emulator, type Fault, type LogEntry, logLine, startEmulator } from "../emulator";
import { collect, wholeNumber } from "./arguments";
import { faultSyntax, parseFault } from "./fault";

interface Flags {
  port: number;
  host: string;
  apiKey?: string[];
  dailyLimit: number;
  campaign?: string[];
  state?: string;
  log?: string;
  fault?: Fault[];
  now?: Date;
  quiet?: true;
}

/** `pulumi-braze emulator`: serves Braze's endpoint until it is interrupted. */
export function emulatorCommand(): Command {
  const command = new Command("emulator")
    .description("Serve Braze's POST /sends/id/create on this machine, and print its URL as the first line.")
    .option("--port <n>", "port to listen on; 0 takes any free one", wholeNumber, 0)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--api-key <key>",
      `REST API key to accept, may be repeated (default: "${defaultApiKey}")`,
      collect,
    )
    .option("--daily-limit <n>", "send IDs that may be created a day", wholeNumber, 100)
    .option("--campaign <id>", "campaign to know, may be repeated (default: every well-formed one)", collect)
    .option("--state <file>", "keep what is created in this file (default: nothing is kept)")
    .option("--fault <fault>", `script a fault, may be repeated: ${faultSyntax}`, parseFault)
    .option("--now <time>", "time at which the emulator's clock starts, in ISO 8601", time)
    .option("--quiet", "do not show requests in the terminal")
    .option("--log <file>", "append one plain line per request to this file")
    .allowExcessArguments(false)
    // Whatever is wrong with the options is for the caller to mend, and a script tells it by the code.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
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
  // Only a terminal: lines for a pipe that nobody reads would pile up in memory.
  const onTerminal = process.stderr.isTTY && !flags.quiet;
  const log = (entry: LogEntry) => {
    if (onTerminal) process.stderr.write(`${logLine(entry, { colours: process.stderr.hasColors() })}\n`);
    logFile?.(logLine(entry));
  };
  const emulator = await startEmulator({
    port: flags.port,
    host: flags.host,
    workspaces: [
      {
        dailyLimit: flags.dailyLimit,
        ...(flags.apiKey && { apiKeys: flags.apiKey }),
        ...(flags.campaign && { campaigns: flags.campaign }),
      },
    ],
    ...(flags.state !== undefined && { state: flags.state }),
    ...(flags.now !== undefined && { startTime: flags.now }),
    keepRequests: 0,
    log,
  });
  try {
    for (const fault of flags.fault ?? []) emulator.script(fault);
  } catch (error) {
    await emulator.close();
    throw error;
  }
  closeWhenInterrupted(emulator);
  closeWithNpx(emulator);
  // The reader may have gone after the first line, or before.
  process.stdout.on("error", () => {});
  process.stdout.write(`${emulator.url}\n`);
  if (onTerminal) process.stderr.write(hint(emulator, flags));
}

function hint({ url }: Emulator, { apiKey }: Flags): string {
  const key = apiKey ? "BRAZE_API_KEY to a key you gave" : `BRAZE_API_KEY=${defaultApiKey}`;
  return `Set BRAZE_REST_ENDPOINT=${url} and ${key}; see ${url}/ in a browser; stop with Ctrl-C.\n`;
}

function closeWhenInterrupted(emulator: Emulator): void {
  // Once: a second Ctrl-C ends it at once, should the first not.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void emulator.close());
}

/** npx ends without ending what it runs when it is killed by a signal to itself alone. */
function closeWithNpx(emulator: Emulator): void {
  if (process.env.npm_command !== "exec") return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void emulator.close();
  }, 500).unref();
}

function time(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError("It must be a time in ISO 8601.");
  return date;
}

function openLog(path: string): (line: string) => void {
  let file: number | undefined;
  try {
    file = openSync(path, "a");
  } catch (error) {
    throw new Error(`The log file cannot be opened: ${(error as Error).message}.`);
  }
  return (line) => {
    if (file === undefined) return;
    try {
      writeSync(file, `${line}\n`);
    } catch (error) {
      process.stderr.write(`The log ends here: ${(error as Error).message}.\n`);
      closeSync(file);
      file = undefined;
    }
  };
}
