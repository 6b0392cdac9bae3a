import { fstatSync } from "node:fs";
import { Command, Option } from "commander";
import { z } from "zod";
import { makePlan } from "../plan/make-plan";
import { overLimit, total } from "../plan/phrases";
import { toPlanMarkdown } from "../plan/plan-as-markdown";
import { toPlanText } from "../plan/plan-as-text";
import { type Plan, planSchema, type WorkspaceUse } from "../plan/plan-schema";
import { readPreview } from "../plan/read-preview";
import { type Document, InvalidInputError } from "../stack/json-document";
import { readState } from "../stack/state";
import type { StackName } from "../stack/urn";
import { escapeText } from "../text/escape";
import { toJson } from "../text/json";
import { formatCount } from "../text/words";
import { type CommandContext, writeOutput } from "./command-context";
import { collect, UsageError, wholeNumber } from "./option-values";
import { maxInputSizeOption, readInput, rejectRepeatedStandardInput } from "./read-input";

interface Flags {
  format: "terminal" | "markdown" | "json";
  dailyLimit: number;
  state?: string[];
  stateBefore?: string[];
  maxInputSize: number;
  failOver?: number;
  failOnReplace?: true;
  failOnRemoval?: true;
  failOnInterrupted?: true;
  schema?: true;
}

const exitCodes = { overLimit: 3, replacement: 4, interrupted: 5, removal: 6 };

/** `pulumi-braze plan`: how a previewed change affects send IDs. */
export function planCommand(context: CommandContext): Command {
  return new Command("plan")
    .description("Show how a change affects send IDs, from the output of `pulumi preview --json`.")
    .argument("[previews...]", "files, one for each stack (default: standard input)")
    .addOption(
      new Option("--format <format>", "output format")
        .choices(["terminal", "markdown", "json"])
        .default("terminal"),
    )
    .option("--daily-limit <n>", "send IDs that a workspace can create per day", wholeNumber, 100)
    .option(
      "--state <file>",
      "output of `pulumi stack export`: counts send IDs created today and finds interrupted creates, may be repeated",
      collect,
    )
    .option(
      "--state-before <file>",
      "earlier export of the same stack: counts send IDs created today and removed since, may be repeated (with --state)",
      collect,
    )
    .addOption(maxInputSizeOption())
    .option(
      "--fail-over <n>",
      `exit with ${exitCodes.overLimit} if a workspace would create more than n, including those created today`,
      wholeNumber,
    )
    .option("--fail-on-replace", `exit with ${exitCodes.replacement} if a send ID is replaced`)
    .option(
      "--fail-on-interrupted",
      `exit with ${exitCodes.interrupted} if a create was interrupted and the send ID may exist (with --state)`,
    )
    .option(
      "--fail-on-removal",
      `exit with ${exitCodes.removal} if a send ID is removed from the state, or one that Braze generated is replaced`,
    )
    .option("--schema", "print the JSON Schema of --format json and exit")
    .addHelpText(
      "after",
      `
With --state, no preview, and a terminal or /dev/null as standard input, only interrupted creates are listed.

Exit codes: 0 all checks passed; 2 wrong usage, invalid input, or the output cannot be written;
${exitCodes.overLimit} --fail-over; ${exitCodes.replacement} --fail-on-replace; ${exitCodes.interrupted} --fail-on-interrupted; ${exitCodes.removal} --fail-on-removal.
If several apply, the exit code is the first of them in this list.

At most 250,000 resources are read.

Every create counts toward the limit, including those that Braze generates: Braze does not document whether it counts them.`,
    )
    .action((files: string[], flags: Flags) => run(files, flags, context));
}

async function run(files: string[], flags: Flags, context: CommandContext): Promise<void> {
  if (flags.schema) {
    await writeOutput(context, toJson(z.toJSONSchema(planSchema)));
    return;
  }
  if (flags.failOnInterrupted && flags.state === undefined)
    throw new UsageError("--fail-on-interrupted requires --state.");
  if (flags.stateBefore && flags.state === undefined)
    throw new UsageError("--state-before requires --state.");
  const inputs = [...files, ...(flags.state ?? []), ...(flags.stateBefore ?? [])];
  rejectRepeatedStandardInput(inputs);
  const withoutPreview =
    files.length === 0 && flags.state !== undefined && !standardInputHasPreview(inputs, context);
  const readStates = (files: string[]) =>
    readAll(files, context, "pulumi stack export", flags.maxInputSize, readState);
  const previews = withoutPreview
    ? []
    : await readAll(
        files.length === 0 ? ["-"] : files,
        context,
        "pulumi preview --json",
        flags.maxInputSize,
        readPreview,
      );
  const plan = makePlan({
    previews,
    ...(flags.state && { states: await readStates(flags.state) }),
    ...(flags.stateBefore && { statesBefore: await readStates(flags.stateBefore) }),
    dailyLimit: flags.dailyLimit,
    now: new Date(),
  });
  await writeOutput(context, formatted(plan, flags.format, context));
  const failedChecks = findFailedChecks(plan, flags);
  for (const { message } of failedChecks) context.stderr.write(`${message}\n`);
  const over = overLimit(plan, (text) => `"${escapeText(text)}"`);
  // In the terminal's format, it is part of the plan.
  if (over !== undefined && flags.failOver === undefined && flags.format !== "terminal")
    context.stderr.write(`warning: ${over}\n`);
  context.exitCode = failedChecks[0]?.exitCode ?? 0;
}

/** A terminal and /dev/null contain no preview. Any other input must, so that a failed preview is not overlooked. */
function standardInputHasPreview(inputs: readonly string[], { stdin }: CommandContext): boolean {
  if (inputs.includes("-") || stdin.isTTY) return false;
  // Only the process's own standard input has a file descriptor.
  return stdin.fd === undefined || !fstatSync(stdin.fd).isCharacterDevice();
}

function formatted(plan: Plan, format: Flags["format"], { stdout }: CommandContext): string {
  if (format === "json") return toJson(plan);
  if (format === "markdown") return toPlanMarkdown(plan);
  return toPlanText(plan, { colors: stdout.isTTY && stdout.hasColors() });
}

function findFailedChecks(plan: Plan, flags: Flags) {
  const { failOver, failOnReplace, failOnInterrupted, failOnRemoval } = flags;
  const failed: { exitCode: number; message: string }[] = [];
  // All creates in an unknown workspace may add to any other.
  const isUnknown = ({ workspace }: WorkspaceUse) => workspace.kind === "unknown";
  const unknown = plan.workspaces.filter(isUnknown).reduce((sum, { creates }) => sum + creates, 0);
  const [most = { creates: 0, sum: 0 }] = plan.workspaces
    .map((use) => {
      const more = isUnknown(use) ? unknown - use.creates : unknown;
      return { creates: use.creates + more, sum: total(use) + more };
    })
    .toSorted((a, b) => b.sum - a.sum);
  if (failOver !== undefined && most.sum > failOver) {
    const today = most.sum - most.creates;
    failed.push({
      exitCode: exitCodes.overLimit,
      message:
        `--fail-over ${failOver}: a workspace would create ${formatCount(most.creates, "send ID")}` +
        (today > 0 ? `, ${most.sum} with the ${today} created today.` : "."),
    });
  }
  const replaced = plan.sendIds.filter(({ operation }) => operation === "replace").length;
  if (failOnReplace && replaced > 0) {
    failed.push({
      exitCode: exitCodes.replacement,
      message: `--fail-on-replace: ${replaced} to replace.`,
    });
  }
  if (failOnInterrupted && plan.interrupted.length > 0) {
    failed.push({
      exitCode: exitCodes.interrupted,
      message: `--fail-on-interrupted: ${plan.interrupted.length} may already exist after an interrupted update.`,
    });
  }
  const removed = plan.sendIds.filter(
    ({ operation, losesGenerated }) => operation === "remove" || losesGenerated,
  ).length;
  if (failOnRemoval && removed > 0) {
    failed.push({
      exitCode: exitCodes.removal,
      message: `--fail-on-removal: ${removed} to remove from the state, or generated by Braze and to replace.`,
    });
  }
  return failed;
}

/** Reads each file. Rejects a stack that is given twice, because it would be counted twice. */
async function readAll<T extends { stack: StackName | undefined }>(
  files: string[],
  context: CommandContext,
  command: string,
  maxMegabytes: number,
  read: (document: Document) => T,
): Promise<T[]> {
  const found: T[] = [];
  const seen = new Map<string, string>();
  for (const file of files) {
    const document = await readInput(file, context, command, maxMegabytes);
    const content = read(document);
    found.push(content);
    if (content.stack === undefined) continue;
    const name = `${content.stack.project}/${content.stack.stack}`;
    const other = seen.get(name);
    if (other !== undefined) {
      throw new InvalidInputError(
        document,
        `belongs to the stack ${escapeText(name)}, like ${escapeText(other)}. Give each stack once.`,
      );
    }
    seen.set(name, document.name);
  }
  return found;
}
