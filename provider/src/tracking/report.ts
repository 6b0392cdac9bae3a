import type { Result } from "./read-results";
import { addFinite, type Figures } from "./series";

/** The results, which every format shows. */
export interface Report {
  results: Result[];
  /** How many days the figures cover. */
  days: number;
  /** When the figures were read. */
  readAt: Date;
  /** Why a result could not be read, for people. */
  reasonOf(result: Result): string;
}

/** How many send IDs have data, have none, and could not be read, such as `2 with data, 1 without`. */
export function summaryOf({ results }: Report): string {
  const count = (...kinds: string[]) => results.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const parts = [
    [count("data"), "with data"],
    [count("no data"), "without data"],
    [count("not read", "not configured"), "not read"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(", ");
}

/** What "no data" can mean. */
export const noDataReasons =
  "Braze has no figures for these days. Either no message was sent with the send ID, or none as a broadcast, or the last " +
  "one was sent more than 14 days ago and Braze no longer keeps its figures. The send ID may exist nevertheless.";

/** Explains unique figures. */
export const uniqueNote =
  "Unique figures are the sum of all days: a user who is counted on two days counts twice.";

/** Whether the report shows a figure that counts unique users over several days. */
export const showsUniques = ({ results }: Report): boolean =>
  results.some(
    ({ outcome }) =>
      outcome.kind === "data" &&
      outcome.series.days.length > 1 &&
      [outcome.series.overall, ...outcome.series.channels.values()].some((figures) =>
        [...figures.keys()].some((name) => name.startsWith("unique_")),
      ),
  );

/** The figure of all channels together; undefined if no channel has it. */
export function sumOf(channels: ReadonlyMap<string, Figures>, name: string): number | undefined {
  const values = [...channels.values()].flatMap((figures) => figures.get(name) ?? []);
  return values.length === 0 ? undefined : values.reduce(addFinite);
}
