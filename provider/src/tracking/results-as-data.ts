import { secretColumn, sendIdColumns } from "../stack/send-id-columns";
import { type Column, columnsOf, toCsvTable, toObject } from "../text/columns";
import { toJson } from "../text/json";
import type { Result } from "./read-results";
import type { Report } from "./report";
import type { Figures } from "./series";

/** What every row has: the send ID, and whether it has data. */
const resultColumns: Column<Result>[] = [
  ...columnsOf(({ sendId }: Result) => sendId, [...Object.values(sendIdColumns), secretColumn]),
  {
    csv: "status",
    json: "status",
    value: ({ outcome }) => (outcome.kind === "not configured" ? "not read" : outcome.kind),
  },
];

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
export function toDailyCsv({ results }: Report): string {
  const rows = results.flatMap((result): DailyRow[] => {
    const { outcome } = result;
    if (outcome.kind !== "data") return [{ result }];
    return outcome.series.days.flatMap(({ date, channels, overall }) =>
      [...channels, ["", overall] as const].flatMap(([channel, figures]) =>
        [...figures].map(([figure, value]) => ({ result, date, channel, figure, value })),
      ),
    );
  });
  return toCsvTable(dailyColumns, rows);
}

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
