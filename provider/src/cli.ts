import { runCommand } from "./commands/run-command";

// The reader of a pipe may close it early.
process.stdout.on("error", () => {});

void runCommand(process.argv.slice(2), process);
