import { escapeText } from "../text/escape";
import { formatCount } from "../text/words";
import type { Result } from "./read-results";
import { addFinite, type Figures, type Series } from "./series";

/** The results, which every format shows. */
export interface Report {
  results: Result[];
  /** How many days the figures cover. */
  days: number;
  /** When the figures were read. */
  readAt: Date;
  /** The figure that no result has, if they were selected by it. */
  without?: string;
  /** Why a result could not be read, for people. */
  reasonOf(result: Result): string;
}

/** What the report is about, in a few words. */
export const titleOf = ({ results, without }: Report): string =>
  `Results of ${formatCount(results.length, "send ID")}${without === undefined ? "" : ` without ${escapeText(without, 40)}`}`;

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

/** Explains the figures that the report shows. */
export function notesOn({ results }: Report): string[] {
  const shown = results.flatMap(({ outcome }) => (outcome.kind === "data" ? [outcome.series] : []));
  const hasUniques = shown.some(
    (series) => series.days.length > 1 && figureNames(series).some((name) => name.startsWith("unique_")),
  );
  return [
    ...(hasUniques
      ? ["Unique figures are the sum of all days: a user who is counted on two days counts twice."]
      : []),
    ...(shown.some(({ channels }) => channels.has("sms"))
      ? ["Clicks in SMS are missing: Braze records them without a send ID."]
      : []),
  ];
}

const figuresOf = ({ channels, overall }: Series) => [overall, ...channels.values()];

const figureNames = (series: Series) => figuresOf(series).flatMap((figures) => [...figures.keys()]);

/**
 * Whether a name is that of a figure or of one of its kinds: `clicks` includes `unique_clicks` and `body_clicks`.
 *
 * @param name as Braze spells it.
 */
const isKindOf = (figure: string, name: string) => name === figure || name.endsWith(`_${figure}`);

/** The results for which Braze reports none of a figure, also those without data and those that could not be read. */
export const resultsWithout = (results: readonly Result[], figure: string): Result[] =>
  results.filter(
    ({ outcome }) =>
      outcome.kind !== "data" ||
      figuresOf(outcome.series).every((figures) =>
        [...figures].every(([name, value]) => value === 0 || !isKindOf(figure, name)),
      ),
  );

/** The names of all figures, if none of them is the given one. */
export function namesBesides(results: readonly Result[], figure: string): string[] {
  const names = new Set(
    results.flatMap(({ outcome }) => (outcome.kind === "data" ? figureNames(outcome.series) : [])),
  );
  return [...names].some((name) => isKindOf(figure, name)) ? [] : [...names];
}

/** The figure of all channels together; undefined if no channel has it. */
export function sumOf(channels: ReadonlyMap<string, Figures>, name: string): number | undefined {
  const values = [...channels.values()].flatMap((figures) => figures.get(name) ?? []);
  return values.length === 0 ? undefined : values.reduce(addFinite);
}
