import { Command } from "commander";
import { emulatorCommand } from "./commands/emulator";
import { planCommand } from "./commands/plan";

const { version } = require("../package.json") as { version: string };

new Command("pulumi-braze")
  .description("Tools around Braze send IDs as code.")
  .version(version)
  .addCommand(emulatorCommand())
  .addCommand(planCommand())
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parseAsync();
