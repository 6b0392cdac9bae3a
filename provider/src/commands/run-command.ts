// Version 14 of Commander, because 15 requires Node.js 22.12 and is an ES module.
import { Command, CommanderError } from "commander";
import type { CommandContext } from "./command-context";
import { isUserError } from "./user-error";
import { writeOutput } from "./write-output";

/** Loads each command. The help lists them in this order. */
const commands: Readonly<Record<string, (context: CommandContext) => Command>> = {
  emulator: () => (require("./emulator") as typeof import("./emulator")).emulatorCommand(),
  plan: (context) => (require("./plan") as typeof import("./plan")).planCommand(context),
  check: (context) => (require("./check") as typeof import("./check")).checkCommand(context),
  campaigns: (context) => (require("./campaigns") as typeof import("./campaigns")).campaignsCommand(context),
  results: (context) => (require("./results") as typeof import("./results")).resultsCommand(context),
  list: (context) => (require("./list") as typeof import("./list")).listCommand(context),
};

const { version } = require("../../package.json") as { version: string };

/** Runs `pulumi-braze`, and sets the exit code. An unexpected error rejects. */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<void> {
  try {
    await parse(args, context);
  } catch (error) {
    if (!isUserError(error)) throw error;
    context.stderr.write(`error: ${error.message}\n`);
    context.exitCode = 2;
  }
}

async function parse(args: readonly string[], context: CommandContext): Promise<void> {
  /** The help or the version. */
  let printed = "";
  const print = (text: string) => {
    printed += text;
  };
  try {
    await createProgram(args, context, print).parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Wrong usage has one exit code, so that a script can recognize it.
    context.exitCode = error.exitCode === 0 ? 0 : 2;
  }
  if (printed !== "") await writeOutput(context, printed);
}

/** The columns of a terminal. Elsewhere, the help is as wide as Commander makes it by default. */
const helpWidth = ({ isTTY, columns }: NodeJS.WriteStream) => (isTTY ? columns : 80);

function createProgram(
  args: readonly string[],
  context: CommandContext,
  print: (text: string) => void,
): Command {
  const program = new Command("pulumi-braze")
    .description("Tools around Braze send IDs as code.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: (text) => void context.stderr.write(text),
      getOutHelpWidth: () => helpWidth(context.stdout),
      getErrHelpWidth: () => helpWidth(context.stderr),
    });
  const [name = ""] = args;
  // Loading all of them makes a command start a third slower.
  const named = Object.hasOwn(commands, name) ? commands[name] : undefined;
  for (const load of named === undefined ? Object.values(commands) : [named])
    program.addCommand(load(context).copyInheritedSettings(program));
  return program;
}
