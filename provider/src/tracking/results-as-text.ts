import { escapeText } from "../text/escape";
import { type Paint, painter } from "../text/paint";
import { displayWidth } from "../text/table";
import { formatCount } from "../text/words";
import { creationText, workspaceTitle } from "./describe-send-id";
import { formatNumber, labelOf, sparkline } from "./format-figures";
import type { Result } from "./read-results";
import { noDataReasons, notesOn, type Report, summaryOf, titleOf } from "./report";
import { dailyFigure, type Figures, type Series } from "./series";

export interface TerminalOptions {
  colors: boolean;
  /** Columns of the terminal. */
  width: number;
}

/** The results for a terminal or a log. */
export function toResultsText(report: Report, { colors, width }: TerminalOptions): string {
  const paint = painter(colors);
  const { results, days } = report;
  const titles = [...new Set(results.map(({ sendId }) => workspaceTitle(sendId)))];
  const hasTitles = titles.some((title) => title !== workspaceTitle({}));
  const blocks = [
    paint("bold", `${titleOf(report)} in the last ${formatCount(days, "day")}: ${summaryOf(report)}.`),
    ...titles.flatMap((title) => [
      ...(hasTitles ? [paint(["bold", "underline"], title)] : []),
      ...groupsOf(results.filter(({ sendId }) => workspaceTitle(sendId) === title)).map((group) =>
        block(group, report, paint, width).join("\n"),
      ),
    ]),
  ];
  const notes = [
    ...(results.some(({ outcome }) => outcome.kind === "no data") ? [`No data: ${noDataReasons}`] : []),
    ...notesOn(report),
  ];
  if (notes.length > 0) {
    blocks.push(
      notes
        .flatMap((note) => wrap(words(note), " ", width))
        .map((line) => paint("dim", line))
        .join("\n"),
    );
  }
  return `${blocks.join("\n\n")}\n`;
}

/** Results that lack the same setting are a group, so that what to do is said once. */
function groupsOf(results: readonly Result[]): Result[][] {
  const groups = new Map<unknown, Result[]>();
  for (const result of results) {
    const { outcome } = result;
    const key = outcome.kind === "not configured" ? outcome.reason : result;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()];
}

/** @param group one result or several that were not read for the same reason. */
function block(group: readonly Result[], report: Report, paint: Paint, width: number): string[] {
  const heads = group.map(({ sendId }) => head(sendId, paint));
  const [result] = group as [Result];
  const { outcome } = result;
  if (outcome.kind === "data") return [...heads, ...figures(outcome.series, paint, width)];
  if (outcome.kind === "no data") return [...heads, "  No data"];
  const reason = wrap(words(`Not read: ${report.reasonOf(result)}`), " ", width - 2);
  return [...heads, ...reason.map((line) => `  ${paint("yellow", line)}`)];
}

function head(sendId: Result["sendId"], paint: Paint): string {
  const origin = creationText(sendId, (time) => time.toISOString().slice(0, 10));
  // A send ID that Braze generated means nothing to a reader.
  const resource = sendId.generated ? `resource ${escapeText(sendId.name)}, ` : "";
  const about = `${resource}campaign ${escapeText(sendId.campaignId)}${origin && `, ${origin}`}`;
  return `${paint("cyan", escapeText(sendId.sendId))}  ${paint("dim", about)}`;
}

function figures(series: Series, paint: Paint, width: number): string[] {
  const chart = dailyFigure(series);
  const rows: [string, string[]][] = [...series.channels].map(([channel, figures]) => [
    labelOf(channel),
    pairs(figures),
  ]);
  if (series.overall.size > 0) rows.push(["overall", pairs(series.overall)]);
  const chartLabel = `${labelOf(chart.name)} by day`;
  const labelWidth = Math.max(chartLabel.length, ...rows.map(([label]) => displayWidth(label)));
  const pad = (label: string) => label + " ".repeat(labelWidth - displayWidth(label));
  const lines = rows.flatMap(([label, items]) =>
    wrap(items, "  ", width - labelWidth - 4).map(
      (line, index) => `  ${paint("dim", pad(index === 0 ? label : ""))}  ${line}`,
    ),
  );
  const { days } = chart;
  const [first, last] = [days[0]?.date ?? "", days.at(-1)?.date ?? ""].map((date) => escapeText(date, 40));
  const highest = formatNumber(Math.max(...days.map(({ value }) => value)));
  const period = first === last ? first : `${first} to ${last}, highest ${highest}`;
  lines.push(
    `  ${paint("dim", pad(chartLabel))}  ${paint("green", sparkline(days.map(({ value }) => value)))}  ${paint("dim", period ?? "")}`,
  );
  return lines;
}

const pairs = (figures: Figures) =>
  [...figures].map(([name, value]) => `${formatNumber(value)} ${labelOf(name)}`);

/** The words of a text. A command in backticks counts as one word, so that it stays on one line. */
const words = (text: string) => text.match(/`[^`]*`\S*|\S+/g) ?? [];

/** Joins the items into lines of at most `width` columns. */
function wrap(items: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const line = lines.at(-1);
    if (line !== undefined && displayWidth(line + separator + item) <= width)
      lines[lines.length - 1] = line + separator + item;
    else lines.push(item);
  }
  return lines;
}
