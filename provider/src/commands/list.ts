import { Command, Option } from "commander";
import { InvalidInputError } from "../stack/json-document";
import { listSendIds } from "../stack/list-send-ids";
import { readState } from "../stack/state";
import { collect, wholeNumberFrom } from "./arguments";
import { defaultMaxInputMegabytes, greatestMaxInputMegabytes, readInput } from "./read-input";

interface Flags {
  state?: string[];
  format: "terminal" | "json" | "csv" | "pairs";
  maxInputSize: number;
}

/** `pulumi-braze list`: the send IDs that stacks record. */
export function listCommand(): Command {
  const command = new Command("list")
    .description("List the send IDs of stacks, from the output of `pulumi stack export`.")
    .argument("[states...]", "files, one for each stack (default: standard input)")
    .option("--state <file>", "another state, may be repeated", collect)
    .addOption(
      new Option("--format <format>", "output format; pairs prints one campaign_id:send_id per line")
        .choices(["terminal", "json", "csv", "pairs"])
        .default("terminal"),
    )
    .option(
      "--max-input-size <MB>",
      `size limit of each input (1 to ${greatestMaxInputMegabytes})`,
      wholeNumberFrom(1, greatestMaxInputMegabytes),
      defaultMaxInputMegabytes,
    )
    .addHelpText(
      "after",
      `
Requires no API key and sends no request. Interrupted creates may exist in Braze; they are listed, except in pairs.

Exit codes: 0 listed; 2 wrong usage or invalid input.

Example:
  pulumi stack export | pulumi-braze list`,
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  return command.action(async (files: string[], flags: Flags) => {
    // The reader may close the pipe early.
    process.stdout.on("error", () => {});
    try {
      const given = [...files, ...(flags.state ?? [])];
      const inputs = given.length === 0 ? ["-"] : given;
      if (inputs.filter((file) => file === "-").length > 1)
        throw new InvalidInputError({ name: "standard input" }, "can be given only once.");
      const states = [];
      for (const file of inputs)
        states.push(readState(await readInput(file, "pulumi stack export", flags.maxInputSize)));
      process.stdout.write(listSendIds(states, flags.format, new Date()));
    } catch (error) {
      if (error instanceof InvalidInputError) command.error(`error: ${error.message}`);
      throw error;
    }
  });
}
