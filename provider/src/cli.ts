import { Command } from "commander";
import { campaignsCommand } from "./commands/campaigns";
import { checkCommand } from "./commands/check";
import { emulatorCommand } from "./commands/emulator";
import { listCommand } from "./commands/list";
import { planCommand } from "./commands/plan";
import { resultsCommand } from "./commands/results";
import { isUserError } from "./commands/user-error";

const { version } = require("../package.json") as { version: string };

/** Wrong usage has one exit code, so that a script can recognize it. */
const exit = ({ exitCode }: { exitCode: number }) => process.exit(exitCode === 0 ? 0 : 2);

const program = new Command("pulumi-braze")
  .description("Tools around Braze send IDs as code.")
  .version(version)
  .exitOverride(exit);

for (const command of [
  emulatorCommand(),
  planCommand(),
  checkCommand(),
  campaignsCommand(),
  resultsCommand(),
  listCommand(),
])
  program.addCommand(command.exitOverride(exit));

// The reader of a pipe may close it early.
process.stdout.on("error", () => {});

program.parseAsync().catch((error) => {
  if (isUserError(error)) program.error(`error: ${error.message}`);
  throw error;
});
