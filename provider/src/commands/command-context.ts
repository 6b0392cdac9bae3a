/** The parts of a process that a command uses. `process` is one, and a test can run a command in another. */
export type CommandContext = Pick<NodeJS.Process, "env" | "stdin" | "stdout" | "stderr" | "exitCode">;
