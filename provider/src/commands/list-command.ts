import { Command, Option } from "commander";
import { listSendIds } from "../stack/list-send-ids";
import { readState } from "../stack/state";
import { type CommandContext, writeOutput } from "./command-context";
import { collect } from "./option-values";
import { maxInputSizeOption, readInput, rejectRepeatedStandardInput } from "./read-input";

interface Flags {
  state?: string[];
  format: "terminal" | "json" | "csv" | "pairs";
  maxInputSize: number;
}

/** `pulumi-braze list`: the send IDs that stacks record. */
export function listCommand(context: CommandContext): Command {
  return new Command("list")
    .description("List the send IDs of stacks, from the output of `pulumi stack export`.")
    .argument("[states...]", "files, one for each stack (default: standard input)")
    .option("--state <file>", "another state, may be repeated", collect)
    .addOption(
      new Option("--format <format>", "output format; pairs prints one campaign_id:send_id per line")
        .choices(["terminal", "json", "csv", "pairs"])
        .default("terminal"),
    )
    .addOption(maxInputSizeOption())
    .addHelpText(
      "after",
      `
Requires no API key and sends no request. Interrupted creates may exist in Braze; they are listed, except in pairs.

Exit codes: 0 listed; 2 wrong usage, invalid input, or the output cannot be written.

Example:
  pulumi stack export | pulumi-braze list`,
    )
    .action(async (files: string[], flags: Flags) => {
      const given = [...files, ...(flags.state ?? [])];
      const inputs = given.length === 0 ? ["-"] : given;
      rejectRepeatedStandardInput(inputs);
      const states = [];
      for (const file of inputs)
        states.push(readState(await readInput(file, context, "pulumi stack export", flags.maxInputSize)));
      await writeOutput(context, listSendIds(states, flags.format, new Date()));
    });
}
