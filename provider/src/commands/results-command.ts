import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { explainRead } from "../failures/explain-read";
import { InvalidInputError } from "../stack/json-document";
import { type RecordedSendId, readState, sendIdsOf, showSecrets } from "../stack/state";
import { escapeText } from "../text/escape";
import { parseTime } from "../text/parse-time";
import { formatCount } from "../text/words";
import { type Result, readResults } from "../tracking/read-results";
import { namesBesides, type Report, resultsWithout } from "../tracking/report";
import { toDailyCsv, toResultsJson, toTotalsCsv } from "../tracking/results-as-data";
import { toResultsPage } from "../tracking/results-as-page";
import { toResultsText } from "../tracking/results-as-text";
import {
  again,
  configOption,
  exitCodeOf,
  exitCodes,
  type Format,
  formatOption,
  progressLine,
  readSettings,
  terminalOptions,
  withStackConfig,
} from "./braze-access";
import { type CommandContext, writeOutput } from "./command-context";
import { collect, outputFile, UsageError, wholeNumberFrom } from "./option-values";
import { readInput, rejectRepeatedStandardInput } from "./read-input";
import { type RecordedConnection, recordedConnections } from "./recorded-connections";

interface Flags {
  state?: string[];
  config?: string;
  days: number;
  campaign?: string[];
  since?: Date;
  without?: string;
  format: Format;
  totals?: true;
  html?: string;
}

/** `pulumi-braze results`: how the send IDs of a stack performed. */
export function resultsCommand(context: CommandContext): Command {
  return new Command("results")
    .description("Show how the send IDs of a stack performed, from the output of `pulumi stack export`.")
    .argument("[states...]", "files, one for each stack (default: standard input)")
    .option("--state <file>", "another state, may be repeated", collect)
    .addOption(configOption())
    .option("--days <n>", "days to show, up to today (1 to 100)", wholeNumberFrom(1, 100), 14)
    .option("--campaign <id>", "only send IDs of this campaign, may be repeated", collect)
    .option("--since <date>", "only send IDs created on this date (UTC) or later, and adopted ones", date)
    .option("--without <figure>", "only send IDs without this figure, such as clicks, and those without data")
    .addOption(formatOption())
    .option("--totals", "with --format csv: one row for each send ID, with the sums of all days")
    .option("--html <file>", "also write a page with charts to this file", outputFile)
    .addHelpText(
      "after",
      `
Requires the permission sends.data_series, in every workspace that has a send ID in the state. A key's permissions
cannot be edited: use another key if yours lacks it. Braze keeps figures for 14 days after a send.

Exit codes: 0 all were read, also those without data; ${exitCodes.usage} wrong usage or settings, or the output cannot be written;
${exitCodes.unauthorized} wrong key or instance; ${exitCodes.unreached} Braze was not reached; ${exitCodes.failed} unexpected response; ${exitCodes.forbidden} the permission is missing. If several apply, the exit code is the lowest of them.

Examples:
  pulumi stack export | pulumi-braze results
  pulumi stack export | pulumi-braze results --config <(pulumi config --json --show-secrets) --html results.html`,
    )
    .action(async (files: string[], flags: Flags) => {
      if (flags.totals && flags.format !== "csv") throw new UsageError("--totals requires --format csv.");
      const given = [...files, ...(flags.state ?? [])];
      const states = given.length === 0 ? ["-"] : given;
      rejectRepeatedStandardInput([...states, flags.config]);
      const configuration = await readSettings(flags.config, context);
      const read = [];
      for (const file of states) read.push(readState(await readInput(file, context, "pulumi stack export")));
      const sendIds = sendIdsOf(read);
      const selected = sendIds.filter((sendId) => isSelected(sendId, flags));
      const undated = selected.filter(({ secret }) => secret?.includes("createdAt")).length;
      if (flags.since !== undefined && undated > 0) {
        const includes = `--since includes ${formatCount(undated, "send ID")} with a secret creation time.`;
        context.stderr.write(`${includes} Pipe in the output of \`${showSecrets}\` to select by it.\n`);
      }
      const withConfig = flags.config === undefined ? commandWithConfig(states) : undefined;
      const connectionOf = recordedConnections(configuration, withConfig, context.env);
      const all = await readReport(selected, connectionOf, flags.days, context);
      const report = flags.without === undefined ? all : reportWithout(all, flags.without, context);
      if (flags.html !== undefined) {
        await writePage(flags.html, report);
        context.stderr.write(`Page written to ${escapeText(flags.html)}\n`);
      }
      await writeOutput(context, formatted(report, flags, sendIds.length, context));
      context.exitCode = exitCodeFor(all.results);
    });
}

/** What to run to read the stack's configuration, too. Only one input can be standard input. */
function commandWithConfig(states: readonly string[]): string {
  const exported = "state.json";
  const files = states.map((file) => (file === "-" ? exported : escapeText(file)));
  const command = withStackConfig(["results", ...files].join(" "));
  return states.includes("-") ? `\`pulumi stack export --file ${exported}\`, then ${command}` : command;
}

function isSelected({ campaignId, createdAt }: RecordedSendId, { campaign, since }: Flags): boolean {
  if (campaign !== undefined && !campaign.includes(campaignId)) return false;
  return since === undefined || createdAt === undefined || createdAt >= since;
}

async function readReport(
  sendIds: readonly RecordedSendId[],
  connectionOf: (sendId: RecordedSendId) => RecordedConnection,
  days: number,
  context: CommandContext,
): Promise<Report> {
  const progress = progressLine(context);
  const results = await readResults(sendIds, {
    days,
    readerOf(sendId) {
      const found = connectionOf(sendId);
      return "read" in found ? found.read : found;
    },
    progress: (count) => progress.show(`${count} of ${sendIds.length} send IDs read…`),
  });
  progress.clear();
  return {
    results,
    days,
    readAt: new Date(),
    reasonOf({ sendId, outcome }) {
      if (outcome.kind === "not configured") return outcome.reason;
      const found = connectionOf(sendId);
      if (outcome.kind !== "not read" || "reason" in found) return "";
      return explainRead(outcome.failure, found.connection, { permission: "sends.data_series", again });
    },
  };
}

/** The part of the report for send IDs without a figure. */
function reportWithout(report: Report, figure: string, { stderr }: CommandContext): Report {
  const others = namesBesides(report.results, figure);
  if (others.length > 0) {
    const names = others.map((name) => escapeText(name, 40)).join(", ");
    stderr.write(`No send ID has the figure ${escapeText(figure, 40)}. Braze reports ${names}.\n`);
  }
  return { ...report, results: resultsWithout(report.results, figure), without: figure };
}

function formatted(
  report: Report,
  { format, totals }: Flags,
  total: number,
  context: CommandContext,
): string {
  if (format === "json") return toResultsJson(report);
  if (format === "csv") return totals ? toTotalsCsv(report) : toDailyCsv(report);
  if (total === 0) return "The state has no send IDs.\n";
  if (report.results.length === 0) return `None of ${total} send IDs matches.\n`;
  return toResultsText(report, terminalOptions(context));
}

function exitCodeFor(results: Result[]): number {
  const codes = results.flatMap(({ outcome }) => {
    if (outcome.kind === "not configured") return [exitCodes.usage];
    return outcome.kind === "not read" ? [exitCodeOf(outcome.failure)] : [];
  });
  return codes.length === 0 ? 0 : Math.min(...codes);
}

async function writePage(file: string, report: Report): Promise<void> {
  try {
    await writeFile(file, toResultsPage(report));
  } catch (error) {
    throw new InvalidInputError({ name: file }, `cannot be written: ${(error as Error).message}.`);
  }
}

function date(text: string): Date {
  const time = text.includes("T") ? undefined : parseTime(text);
  if (time === undefined) throw new InvalidArgumentError("It must be a date such as 2026-11-20.");
  return time;
}
