import { Command } from "commander";
import { campaignsCommand } from "./commands/campaigns";
import { checkCommand } from "./commands/check";
import { emulatorCommand } from "./commands/emulator";
import { listCommand } from "./commands/list";
import { planCommand } from "./commands/plan";
import { resultsCommand } from "./commands/results";

const { version } = require("../package.json") as { version: string };

new Command("pulumi-braze")
  .description("Tools around Braze send IDs as code.")
  .version(version)
  .addCommand(emulatorCommand())
  .addCommand(planCommand())
  .addCommand(checkCommand())
  .addCommand(campaignsCommand())
  .addCommand(resultsCommand())
  .addCommand(listCommand())
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parseAsync();
