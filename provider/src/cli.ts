import { runCommand } from "./commands/run-command";

// Reported by the command itself.
process.stdout.on("error", () => {});

// Nothing remains to report it with, except the exit code.
let isReportLost = false;
process.stderr.on("error", ({ code }: NodeJS.ErrnoException) => {
  isReportLost ||= code !== "EPIPE";
});
process.on("exit", () => {
  if (isReportLost) process.exitCode ||= 2;
});

void runCommand(process.argv.slice(2), process);
