import { type ChildProcess, spawn } from "node:child_process";

/**
 * Starts a shell command in a new pseudoterminal. The standard output of the process is what the terminal shows. Killing the
 * process ends the command.
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
