// Version 14 of Commander, because 15 requires Node.js 22.12 and is an ES module.
import { Command, CommanderError } from "commander";
import { ConfigurationError } from "../configuration/configuration";
import { InvalidInputError } from "../stack/json-document";
import { type CommandContext, OutputError, writeOutput } from "./command-context";
import { UsageError } from "./option-values";

/** Loads each command. The help lists them in this order. */
const commands: Readonly<Record<string, (context: CommandContext) => Command>> = {
  emulator: () => (require("./emulator-command") as typeof import("./emulator-command")).emulatorCommand(),
  plan: (context) => (require("./plan-command") as typeof import("./plan-command")).planCommand(context),
  check: (context) => (require("./check-command") as typeof import("./check-command")).checkCommand(context),
  campaigns: (context) =>
    (require("./campaigns-command") as typeof import("./campaigns-command")).campaignsCommand(context),
  results: (context) =>
    (require("./results-command") as typeof import("./results-command")).resultsCommand(context),
  list: (context) => (require("./list-command") as typeof import("./list-command")).listCommand(context),
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

/** Whether the user can fix the error. Its message is then all that a command prints. */
const isUserError = (error: unknown): error is Error =>
  [UsageError, InvalidInputError, ConfigurationError, OutputError].some((kind) => error instanceof kind);

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
