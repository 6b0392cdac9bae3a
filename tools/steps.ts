import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** The work of a command that takes minutes: what it prints, the programs it runs, and how it is interrupted. */
export interface Steps {
  /** Aborted by SIGINT, SIGTERM or SIGHUP. */
  signal: AbortSignal;
  say(line: string): void;
  /** Shows how long `work` has been running: continuously on a terminal, every 30 s in a log. */
  step<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Runs a program and resolves to its output. Rejects with its last lines if it fails, is interrupted, or takes too long. */
  run(command: string, args: readonly string[], options: RunOptions): Promise<string>;
}

interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** In minutes. */
  timeout?: number;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work`. After SIGINT, SIGTERM or SIGHUP, it can clean up before the process exits.
 *
 * @param topic what each printed line begins with.
 */
export async function inSteps<T>(topic: string, work: (steps: Steps) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals) => {
    received ??= signal;
    controller.abort(new Error(`interrupted by ${received}`));
  };
  for (const signal of signals) process.on(signal, stop);
  const { signal } = controller;
  try {
    return await work({
      signal,
      say: (line) => say(topic, line),
      step: (what, work) => showing(topic, what, work),
      run: (command, args, options) => run(command, args, options, signal),
    });
  } finally {
    for (const signal of signals) process.off(signal, stop);
    if (received !== undefined) {
      process.kill(process.pid, received);
      // Signals arrive in the next turn of the event loop. Until then, no failure must be reported.
      await sleep(1000);
    }
  }
}

/** Prints a line on stderr, because stdout is for the result. */
export function say(topic: string, line: string): void {
  process.stderr.write(`${topic}: ${line}\n`);
}

/** Runs the script of a command, which prints the lines of its result on stdout. */
export function runScript(topic: string, work: (steps: Steps) => Promise<string[]>): void {
  inSteps(topic, work).then(
    (lines) => console.log(lines.join("\n")),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}

const second = 1000;

async function showing<T>(topic: string, what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const live = process.stderr.isTTY;
  const elapsed = () => duration(Date.now() - started);
  say(topic, what);
  const timer = live
    ? setInterval(() => process.stderr.write(`\r  ${elapsed()} `), 1 * second)
    : setInterval(() => say(topic, `still running after ${elapsed()}`), 30 * second);
  let outcome = "stopped";
  try {
    const result = await work();
    outcome = "done";
    return result;
  } finally {
    clearInterval(timer);
    if (live) process.stderr.write("\r");
    say(topic, `${outcome} after ${elapsed()}`);
  }
}

function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds / second);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

async function run(
  command: string,
  args: readonly string[],
  { cwd, env, timeout }: RunOptions,
  interrupted: AbortSignal,
): Promise<string> {
  const signal =
    timeout === undefined
      ? interrupted
      : AbortSignal.any([interrupted, AbortSignal.timeout(timeout * 60 * second)]);
  signal.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A separate process group, so that stopping it also stops its child processes.
    detached: process.platform !== "win32",
  });
  const stop = () => {
    try {
      process.kill(process.platform === "win32" ? Number(child.pid) : -Number(child.pid), "SIGTERM");
    } catch {
      // It has exited or was not started.
    }
  };
  signal.addEventListener("abort", stop, { once: true });
  let stdout = "";
  let tail = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (tail = (tail + text).slice(-2000)));
  try {
    // Rejects if it cannot be started.
    const [code] = await once(child, "close");
    signal.throwIfAborted();
    if (code !== 0) throw new Error(tail.trim().split("\n").slice(-10).join("\n") || `exit code ${code}`);
    return stdout;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
