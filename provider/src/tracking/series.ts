/** A figure's name as Braze spells it, such as `sent` or `unique_opens`, and its value. */
export type Figures = Map<string, number>;

/** One day of a send ID's results. */
interface Day {
  /** `YYYY-MM-DD`, or the text that Braze sent. */
  date: string;
  /** By channel, such as `email`. Variations are added up. */
  channels: Map<string, Figures>;
  /** Figures that belong to no channel: conversions, revenue, unique_recipients, and so on. */
  overall: Figures;
}

/** The results of a send ID over several days. */
export interface Series {
  days: Day[];
  channels: Map<string, Figures>;
  overall: Figures;
}

/**
 * Reads the response of `GET /sends/data_series`. Braze documents the fields of one channel only, so any channel and any
 * numeric field counts. Anything else is ignored.
 *
 * @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_send_analytics/
 */
export function readSeries(body: unknown): Series {
  const { data } = toRecord(body);
  const days = (Array.isArray(data) ? data : [])
    .map(toDay)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const series: Series = { days, channels: new Map(), overall: new Map() };
  for (const { channels, overall } of days) {
    addAll(series.overall, overall);
    for (const [channel, figures] of channels) addAll(channelOf(series.channels, channel), figures);
  }
  return series;
}

/** Whether any figure is other than zero. */
export const hasData = ({ channels, overall }: Series): boolean =>
  [overall, ...channels.values()].some((figures) => [...figures.values()].some((value) => value !== 0));

function toDay(value: unknown): Day {
  const { time, messages, ...rest } = toRecord(value);
  const day: Day = {
    date: typeof time === "string" ? time.replace(/^(\d{4}-\d\d-\d\d)T.*$/s, "$1") : "",
    channels: new Map(),
    overall: new Map(),
  };
  addAll(day.overall, figuresOf(rest));
  for (const [channel, variations] of Object.entries(toRecord(messages))) {
    for (const variation of Array.isArray(variations) ? variations : [variations])
      addAll(channelOf(day.channels, channel), figuresOf(variation));
  }
  return day;
}

function figuresOf(value: unknown): Figures {
  const found: Figures = new Map();
  for (const [name, figure] of Object.entries(toRecord(value))) {
    const number = toNumber(figure);
    if (number !== undefined) found.set(name, number);
  }
  return found;
}

/** A finite number, also one that is written as text. */
function toNumber(value: unknown): number | undefined {
  if (typeof value === "string" && !/^-?\d{1,20}(\.\d{1,20})?$/.test(value)) return undefined;
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** The sum, kept finite because JSON has no infinity. */
export const addFinite = (a: number, b: number): number =>
  Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, a + b));

function addAll(to: Figures, from: Figures): void {
  for (const [name, value] of from) to.set(name, addFinite(to.get(name) ?? 0, value));
}

function channelOf(channels: Map<string, Figures>, name: string): Figures {
  const figures = channels.get(name) ?? new Map();
  channels.set(name, figures);
  return figures;
}

const toRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** One figure by day, without gaps, for a chart. */
export interface DailyFigure {
  /** What the figure counts, as Braze spells it. */
  name: string;
  days: { date: string; value: number }[];
}

const longestChart = 100;

/** The number of messages sent each day or, if no channel reports it, the first figure that one does. */
export function dailyFigure({ days, channels, overall }: Series): DailyFigure {
  const names = [...channels.values(), overall].flatMap((figures) => [...figures.keys()]);
  const name = names.includes("sent") ? "sent" : (names[0] ?? "sent");
  const values = new Map<string, number>();
  for (const { date, channels, overall } of days) {
    const value = [...channels.values(), overall].reduce(
      (sum, figures) => addFinite(sum, figures.get(name) ?? 0),
      0,
    );
    values.set(date, addFinite(values.get(date) ?? 0, value));
  }
  return {
    name,
    days: withoutGaps([...values.keys()])
      .slice(-longestChart)
      .map((date) => ({ date, value: values.get(date) ?? 0 })),
  };
}

/** All days from the first to the last one; the dates as they are if one is not a date. */
function withoutGaps(dates: string[]): string[] {
  const times = dates.map((date) => (/^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN));
  const dayLength = 24 * 60 * 60 * 1000;
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const count = (last - first) / dayLength + 1;
  if (times.some(Number.isNaN) || count > 400) return dates;
  return Array.from({ length: count }, (_, index) =>
    new Date(first + index * dayLength).toISOString().slice(0, 10),
  );
}
