import { spawn } from "node:child_process";

/** Runs a program and resolves to its output. Rejects with its last lines if it fails or is stopped. */
export function runStep(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<string> {
  const { cwd, env, signal } = options;
  return new Promise((resolve, reject) => {
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
    let failure: Error | undefined;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      tail = (tail + text).slice(-2000);
    });
    child.on("error", (error) => {
      failure = error;
    });
    child.on("close", (code) => {
      signal.removeEventListener("abort", stop);
      if (signal.aborted) {
        reject(signal.reason);
      } else if (failure !== undefined || code !== 0) {
        reject(failure ?? new Error(tail.trim().split("\n").slice(-5).join("\n") || `exit code ${code}`));
      } else {
        resolve(stdout);
      }
    });
  });
}
