import { secretColumn, sendIdColumns } from "../stack/send-id-columns";
import { type Column, columnsOf, toCsvTable, toObject } from "../text/columns";
import { toJson } from "../text/json";
import type { Result } from "./read-results";
import type { Report } from "./report";
import type { Figures, Series } from "./series";

/** What every row has: the send ID, and whether it has data. */
const resultColumns: Column<Result>[] = [
  ...columnsOf(({ sendId }: Result) => sendId, [...Object.values(sendIdColumns), secretColumn]),
  {
    csv: "status",
    json: "status",
    value: ({ outcome }) => (outcome.kind === "not configured" ? "not read" : outcome.kind),
  },
];

/** When the figures were read, so that rows of several days can be kept together. */
const readAtColumn = ({ readAt }: Report): Column<unknown> => ({
  csv: "read_at",
  value: () => readAt.toISOString(),
});

/** A figure on one day. Figures of all channels together have no channel. */
interface DailyRow {
  result: Result;
  date?: string;
  channel?: string;
  figure?: string;
  value?: number;
}

const dailyColumns: Column<DailyRow>[] = [
  ...columnsOf(({ result }: DailyRow) => result, resultColumns),
  { csv: "date", value: ({ date }) => date },
  { csv: "channel", value: ({ channel }) => channel },
  { csv: "figure", value: ({ figure }) => figure },
  { csv: "value", value: ({ value }) => value },
];

/** The results as CSV: one row for each day, channel and figure, and one for a send ID without any. */
export function toDailyCsv(report: Report): string {
  const rows = report.results.flatMap((result): DailyRow[] => {
    const { outcome } = result;
    if (outcome.kind !== "data") return [{ result }];
    return outcome.series.days.flatMap((day) =>
      figuresByChannel(day).flatMap(([channel, figures]) =>
        [...figures].map(([figure, value]) => ({ result, date: day.date, channel, figure, value })),
      ),
    );
  });
  return toCsvTable([...dailyColumns, readAtColumn(report)], rows);
}

/** The results as CSV: one row for each send ID, with a column for each figure of a channel, summed over all days. */
export function toTotalsCsv(report: Report): string {
  const columns = new Map<string, Column<Result>>();
  for (const { outcome } of report.results) {
    for (const [channel, figures] of outcome.kind === "data" ? figuresByChannel(outcome.series) : []) {
      for (const figure of figures.keys()) {
        columns.set(JSON.stringify([channel, figure]), {
          csv: channel === "" ? figure : `${channel}_${figure}`,
          value: ({ outcome }) =>
            outcome.kind === "data"
              ? new Map(figuresByChannel(outcome.series)).get(channel)?.get(figure)
              : undefined,
        });
      }
    }
  }
  return toCsvTable([...resultColumns, ...columns.values(), readAtColumn(report)], report.results);
}

/** The figures of each channel and, with an empty name, those of all channels together. */
const figuresByChannel = ({ channels, overall }: Pick<Series, "channels" | "overall">) =>
  [...channels, ["", overall]] as [channel: string, figures: Figures][];

/** The results as JSON, including Braze's response. */
export function toResultsJson({ readAt, days, results, reasonOf }: Report): string {
  const columns: Column<Result>[] = [
    ...resultColumns,
    { json: "reason", value: (result) => ("body" in result.outcome ? undefined : reasonOf(result)) },
    {
      json: "totals",
      value: ({ outcome }) =>
        outcome.kind === "data"
          ? {
              channels: Object.fromEntries(
                [...outcome.series.channels].map(([channel, figures]) => [channel, named(figures)]),
              ),
              overall: named(outcome.series.overall),
            }
          : undefined,
    },
    { json: "response", value: ({ outcome }) => ("body" in outcome ? outcome.body : undefined) },
  ];
  return toJson({ readAt, days, results: results.map((result) => toObject(columns, result)) });
}

const named = (figures: Figures) => Object.fromEntries(figures);
