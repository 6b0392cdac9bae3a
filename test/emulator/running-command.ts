import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cli } from "../support/pulumi-braze";
import { post, type TestResponse } from "./test-emulator";

const root = join(__dirname, "../..");

export interface RunningCommand {
  child: ChildProcess;
  url: string;
  /** Resolves with the exit code or signal. */
  exited: Promise<number | NodeJS.Signals | null>;
  stderr(): string;
  create(fields: unknown): Promise<TestResponse>;
}

/** Starts `pulumi-braze emulator` as a separate process. */
export function spawnCommand(args: string[], { limitFileBlocks }: { limitFileBlocks?: number } = {}) {
  const full = [process.execPath, cli, "emulator", ...args];
  const child =
    limitFileBlocks === undefined
      ? spawn(process.execPath, full.slice(1), { cwd: root, stdio: ["ignore", "pipe", "pipe"] })
      : spawn("sh", ["-c", `ulimit -f ${limitFileBlocks}; exec "$@"`, "sh", ...full], {
          cwd: root,
          stdio: ["ignore", "pipe", "pipe"],
        });
  running.push(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  const exited = once(child, "close").then(([code, signal]) => code ?? signal);
  return { child, exited, stdout: () => stdout, stderr: () => stderr };
}

/** Starts `pulumi-braze emulator` and waits for its first line. */
export async function runCommand(args: string[] = [], options = {}): Promise<RunningCommand> {
  const started = spawnCommand(args, options);
  const url = await Promise.race([
    once(createInterface(started.child.stdout), "line").then(([line]) => line as string),
    started.exited.then((code) =>
      Promise.reject(new Error(`The command exited with ${code}: ${started.stderr()}`)),
    ),
  ]);
  return { ...started, url, create: (fields) => post(url, fields) };
}

const running: ChildProcess[] = [];

// A failed test must not leave its process running.
after(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});
