import { type ChildProcess, spawn } from "node:child_process";

/**
 * Starts a shell command in a terminal of its own. The standard output of the process is what the terminal shows; the
 * command ends when the process is killed.
 */
export const spawnInTerminal = (
  command: string,
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): ChildProcess =>
  spawn("python3", ["-c", "import pty, sys; pty.spawn(sys.argv[1:])", "sh", "-c", command], {
    ...options,
    env: { ...process.env, ...options.env },
    stdio: ["pipe", "pipe", "inherit"],
  });
