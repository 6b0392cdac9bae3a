import { Command, CommanderError } from "commander";
import { campaignsCommand } from "./campaigns";
import { checkCommand } from "./check";
import type { CommandContext } from "./command-context";
import { emulatorCommand } from "./emulator";
import { listCommand } from "./list";
import { planCommand } from "./plan";
import { resultsCommand } from "./results";
import { isUserError } from "./user-error";

const { version } = require("../../package.json") as { version: string };

/** Runs `pulumi-braze`, and sets the exit code. An unexpected error rejects. */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<void> {
  try {
    await createProgram(context).parseAsync(args, { from: "user" });
  } catch (error) {
    // Wrong usage has one exit code, so that a script can recognize it.
    if (error instanceof CommanderError) context.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (isUserError(error)) {
      context.stderr.write(`error: ${error.message}\n`);
      context.exitCode = 2;
    } else throw error;
  }
}

/** The columns of a terminal. Elsewhere, the help is as wide as Commander makes it by default. */
const helpWidth = ({ isTTY, columns }: NodeJS.WriteStream) => (isTTY ? columns : 80);

function createProgram(context: CommandContext): Command {
  const program = new Command("pulumi-braze")
    .description("Tools around Braze send IDs as code.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      getOutHelpWidth: () => helpWidth(context.stdout),
      getErrHelpWidth: () => helpWidth(context.stderr),
    });
  for (const command of [
    emulatorCommand(),
    planCommand(context),
    checkCommand(context),
    campaignsCommand(context),
    resultsCommand(context),
    listCommand(context),
  ])
    program.addCommand(command.copyInheritedSettings(program));
  return program;
}
