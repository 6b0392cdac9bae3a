import { html } from "hono/html";
import { escapeText } from "../text/escape";
import { capitalize } from "../text/words";
import { formatNumber, labelOf } from "./format-figures";
import type { DailyFigure } from "./series";

/** A chart with one bar for each day. It has no `viewBox`, so that its labels have the same size on every display. */
export function chart({ name, days }: DailyFigure) {
  const label = capitalize(`${labelOf(name)} by day`);
  const highest = Math.max(...days.map(({ value }) => value), 0);
  const top = axisEnd(highest);
  const [first, last] = [days[0], days.at(-1)].map((day) => dayLabel(day?.date ?? ""));
  const slot = 100 / days.length;
  const step = Math.ceil(days.length / maxDayLabels);
  const dayLabels = days.map((day, index) =>
    index % step === 0
      ? html`<text x="${(slot * (index + 0.5)).toFixed(2)}%" y="100%" dy="1.5em">${dayLabel(day.date)}</text>`
      : "",
  );
  return html`<figure>
<figcaption>${label}</figcaption>
<div class="chart">
<div class="axis" aria-hidden="true"><span>${formatNumber(top)}</span><span>${formatNumber(top / 2)}</span><span>0</span></div>
<svg role="img" aria-label="${label}: ${first} to ${last}, highest ${formatNumber(highest)}">
${[0, 50, 100].map((y) => html`<line class="grid" x1="0" x2="100%" y1="${y}%" y2="${y}%"/>`)}
${bars(days, top, 1, (day) => `${escapeText(day.date, 40)}: ${formatNumber(day.value)} ${labelOf(name)}`)}
${dayLabels}
</svg>
</div>
</figure>`;
}

const maxDayLabels = 5;

/** The same bars without labels, for a row of a table that has the sum. */
export function smallChart({ days }: DailyFigure) {
  const highest = Math.max(...days.map(({ value }) => value), 0);
  return html`<svg aria-hidden="true">${bars(days, highest, 6)}</svg>`;
}

/** A bar that shows which share of the whole a figure is. */
export function shareBar(share: number) {
  const width = `${(Math.min(share, 1) * 100).toFixed(1)}%`;
  return html`<svg aria-hidden="true"><rect class="track" width="100%" height="100%" rx="2"/><rect class="bar" width="${width}" height="100%" rx="2"/></svg>`;
}

/**
 * @param top the value of the highest possible bar.
 * @param minHeight minimum height, in percent, of a bar for a value above zero. Without a title, zero has this height, too.
 */
function bars(
  days: DailyFigure["days"],
  top: number,
  minHeight: number,
  title?: (day: DailyFigure["days"][number]) => string,
) {
  const slot = 100 / days.length;
  // Limited, so that the bar of a single day does not fill the whole width.
  const width = Math.min(slot * 0.7, 8);
  return days.map((day, index) => {
    const height = top > 0 && day.value > 0 ? Math.max((day.value / top) * 100, minHeight) : 0;
    const zero = height === 0 && title === undefined;
    const shown = zero ? minHeight : height;
    const x = slot * index + (slot - width) / 2;
    return html`<rect class="${zero ? "track" : "bar"}" x="${x.toFixed(2)}%" y="${(100 - shown).toFixed(2)}%" width="${width.toFixed(2)}%" height="${shown.toFixed(2)}%" rx="${title ? 3 : 1}">${title ? html`<title>${title(day)}</title>` : ""}</rect>`;
  });
}

/** A round number, at least as high as the highest bar, whose half is a whole number. */
function axisEnd(highest: number): number {
  if (highest <= 2) return 2;
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  const end = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
    .map((factor) => factor * magnitude)
    .find((value) => value >= highest && Number.isInteger(value / 2));
  return end !== undefined && Number.isFinite(end) ? end : highest;
}

const shortDate = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" });

/** `Nov 20`; the text that Braze sent if it is not a date. */
function dayLabel(date: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? escapeText(date, 10) : shortDate.format(time);
}
