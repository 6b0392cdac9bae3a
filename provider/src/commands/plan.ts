import { Command, Option } from "commander";
import { z } from "zod";
import { makePlan } from "../plan/make-plan";
import { toMarkdown } from "../plan/markdown";
import { total } from "../plan/phrases";
import { type Plan, planSchema } from "../plan/plan";
import { readPreview } from "../plan/preview";
import { toTerminal } from "../plan/terminal";
import { type Document, InvalidInputError } from "../stack/json-document";
import { readState } from "../stack/state";
import type { StackName } from "../stack/urn";
import { escapeText } from "../text/escape";
import { wholeNumber } from "./arguments";
import { readInput } from "./read-input";

interface Flags {
  format: "terminal" | "markdown" | "json";
  dailyLimit: number;
  state?: string[];
  failOver?: number;
  failOnReplace?: true;
  failOnInterrupted?: true;
  schema?: true;
}

const exitCodes = { overLimit: 3, replacement: 4, interrupted: 5 };

/** `pulumi-braze plan`: what a previewed change does to send IDs. */
export function planCommand(): Command {
  const command = new Command("plan")
    .description("Tell what a change does to send IDs, from what `pulumi preview --json` prints.")
    .argument("[previews...]", "files, one for each stack; - or none reads standard input")
    .addOption(
      new Option("--format <format>", "how to print it")
        .choices(["terminal", "markdown", "json"])
        .default("terminal"),
    )
    .option("--daily-limit <n>", "send IDs that may be created a day in a workspace", wholeNumber, 100)
    .option("--state <files...>", "also count what was created today, from what `pulumi stack export` prints")
    .option(
      "--fail-over <n>",
      `exit with ${exitCodes.overLimit} when a workspace would get more than n, what was created today included`,
      wholeNumber,
    )
    .option("--fail-on-replace", `exit with ${exitCodes.replacement} when a send ID is replaced`)
    .option(
      "--fail-on-interrupted",
      `exit with ${exitCodes.interrupted} when a send ID is created that may exist already, because an update was killed (with --state)`,
    )
    .option("--schema", "print the JSON Schema of --format json, and read nothing")
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing to object to; 2 wrong usage, or input that cannot be used; ${exitCodes.overLimit} --fail-over;
${exitCodes.replacement} --fail-on-replace; ${exitCodes.interrupted} --fail-on-interrupted. When several apply, the first of them.

Every send ID that is created is counted, those that Braze generates too: whether Braze counts them is not documented.`,
    )
    // Whatever is wrong with the usage is for the caller to mend, and a script tells it by the code.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  return command.action(async (files: string[], flags: Flags) => {
    try {
      await run(files, flags);
    } catch (error) {
      if (error instanceof InvalidInputError) command.error(`error: ${error.message}`);
      throw error;
    }
  });
}

async function run(files: string[], flags: Flags): Promise<void> {
  // The reader may have gone before the end.
  process.stdout.on("error", () => {});
  if (flags.schema) {
    process.stdout.write(json(z.toJSONSchema(planSchema)));
    return;
  }
  const previews = await readAll(files.length === 0 ? ["-"] : files, "pulumi preview --json", readPreview);
  const plan = makePlan({
    previews,
    ...(flags.state && { states: await readAll(flags.state, "pulumi stack export", readState) }),
    dailyLimit: flags.dailyLimit,
    now: new Date(),
  });
  process.stdout.write(formatted(plan, flags.format));
  const objections = findObjections(plan, flags);
  for (const { message } of objections) process.stderr.write(`${message}\n`);
  process.exitCode = objections[0]?.exitCode ?? 0;
}

function formatted(plan: Plan, format: Flags["format"]): string {
  if (format === "json") return json(plan);
  if (format === "markdown") return toMarkdown(plan);
  return toTerminal(plan, { colours: process.stdout.isTTY && process.stdout.hasColors() });
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

function findObjections(plan: Plan, { failOver, failOnReplace, failOnInterrupted }: Flags) {
  const objections: { exitCode: number; message: string }[] = [];
  // What goes to a workspace that is not known yet may go to any.
  const unknown = plan.workspaces.find(({ workspace }) => workspace.kind === "unknown")?.creates ?? 0;
  const most = plan.workspaces.reduce(
    (most, use) => Math.max(most, total(use) + (use.workspace.kind === "unknown" ? 0 : unknown)),
    0,
  );
  if (failOver !== undefined && most > failOver) {
    objections.push({
      exitCode: exitCodes.overLimit,
      message: `${most} send IDs in one workspace are more than the ${failOver} of --fail-over.`,
    });
  }
  const replaced = plan.sendIds.filter(({ operation }) => operation === "replace").length;
  if (failOnReplace && replaced > 0) {
    objections.push({
      exitCode: exitCodes.replacement,
      message: `${replaced} replaced, which --fail-on-replace forbids.`,
    });
  }
  const interrupted = plan.sendIds.filter(({ interrupted }) => interrupted).length;
  if (failOnInterrupted && interrupted > 0) {
    objections.push({
      exitCode: exitCodes.interrupted,
      message: `${interrupted} may exist already, and --fail-on-interrupted forbids creating ${interrupted === 1 ? "it" : "them"} again.`,
    });
  }
  return objections;
}

/** Reads each file, and refuses a stack that is given twice, since it would be counted twice. */
async function readAll<T extends { stack: StackName | undefined }>(
  files: string[],
  command: string,
  read: (document: Document) => T,
): Promise<T[]> {
  const found: T[] = [];
  const seen = new Map<string, string>();
  for (const file of files) {
    const document = await readInput(file, command);
    const content = read(document);
    found.push(content);
    if (content.stack === undefined) continue;
    const name = `${content.stack.project}/${content.stack.stack}`;
    const other = seen.get(name);
    if (other !== undefined) {
      throw new InvalidInputError(
        document,
        `is of the stack ${escapeText(name)}, as ${escapeText(other)} is. Give each stack once.`,
      );
    }
    seen.set(name, document.name);
  }
  return found;
}
