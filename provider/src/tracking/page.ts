import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { escapeText } from "../text/escape";
import { utc } from "./explain";
import { formatNumber, labelOf } from "./format-figures";
import { countOf, noDataReasons, type Report, showsUniques, summaryOf, sumOf, uniqueNote } from "./report";
import type { Result } from "./results";
import { dailyFigure, type Figures, type Series } from "./series";

const style = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1c2430; --soft: #5d6878; --line: #e2e6ec; --accent: #2f6fde; --warn: #b45309; }
@media (prefers-color-scheme: dark) {
  :root { --page: #10141a; --card: #181e27; --text: #e6eaf0; --soft: #98a3b3; --line: #2a323e; --accent: #6ea0ff; --warn: #fbbf24; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
footer { padding-bottom: 2rem; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0; color: var(--soft); }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
code { font: .87em ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 1.25rem 0; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 500; color: var(--soft); font-size: .87em; }
th, td { padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); vertical-align: baseline; overflow-wrap: anywhere; }
tr:first-child th { border-top: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: 0; padding-left: .75rem; }
.figures { display: grid; grid-template-columns: 8rem 1fr; gap: .6rem 1rem; margin: 1rem 0 0; }
.figures dt { color: var(--soft); overflow-wrap: anywhere; }
.figures dd { margin: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.figures b { color: var(--text); font-variant-numeric: tabular-nums; }
.figures span { color: var(--soft); overflow-wrap: anywhere; }
.warn { color: var(--warn); }
figure { margin: 1.25rem 0 0; }
figcaption { color: var(--soft); font-size: .87em; }
svg { display: block; width: 100%; height: auto; margin-top: .5rem; }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
.bar { fill: var(--accent); }
.axis { stroke: var(--line); }
@media (max-width: 40rem) { .figures { grid-template-columns: 1fr; gap: .1rem; } .figures dd { margin-bottom: .6rem; } }
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** The results as one self-contained page, which loads nothing and runs no script. */
export function toPage(report: Report): string {
  const { results, days, readAt } = report;
  const title = `Results of ${countOf(results.length, "send ID")}`;
  const namesWorkspaces = results.some(({ sendId }) => sendId.workspace !== undefined);
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${raw(styleHash)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>The last ${countOf(days, "day")}, read ${utc(readAt)}: ${summaryOf(report)}.</p>
</header>
<main>
${results.length > 1 ? overview(results, namesWorkspaces) : ""}
${results.map((result, index) => card(result, index, report, namesWorkspaces))}
</main>
<footer>
${results.some(({ outcome }) => outcome.kind === "no data") ? html`<p><b>No data.</b> ${noDataReasons}</p>` : ""}
${showsUniques(report) ? html`<p>${uniqueNote}</p>` : ""}
</footer>
</body>
</html>
`);
}

function overview(results: Result[], namesWorkspaces: boolean) {
  const number = (value: number | undefined) =>
    html`<td class="number">${value === undefined ? "–" : formatNumber(value)}</td>`;
  const rows = results.map(({ sendId, outcome }, index) => {
    const series = outcome.kind === "data" ? outcome.series : undefined;
    return html`<tr>
<td><a href="#send-id-${index + 1}"><code>${escapeText(sendId.sendId)}</code></a></td>
${namesWorkspaces ? html`<td>${escapeText(sendId.workspace ?? "default")}</td>` : ""}
${
  series === undefined
    ? html`<td class="number" colspan="3">${outcome.kind === "no data" ? "No data" : html`<span class="warn">Not read</span>`}</td>`
    : html`${number(sumOf(series.channels, "sent"))}${number(series.overall.get("conversions"))}${number(series.overall.get("revenue"))}`
}
</tr>`;
  });
  return html`<section>
<table>
<thead><tr><th>Send ID</th>${namesWorkspaces ? html`<th>Workspace</th>` : ""}<th class="number">Sent</th><th class="number">Conversions</th><th class="number">Revenue</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
</section>`;
}

function card(result: Result, index: number, report: Report, namesWorkspaces: boolean) {
  const { sendId, outcome } = result;
  const created = sendId.createdAt ? `, created ${utc(sendId.createdAt)}` : sendId.adopted ? ", adopted" : "";
  return html`<section id="send-id-${index + 1}">
<h2><code>${escapeText(sendId.sendId)}</code></h2>
<p>Campaign <code>${escapeText(sendId.campaignId)}</code>${namesWorkspaces ? `, ${sendId.workspace === undefined ? "default workspace" : `workspace ${escapeText(sendId.workspace)}`}` : ""}${created}</p>
${
  outcome.kind === "data"
    ? html`${chart(outcome.series)}${figures(outcome.series)}`
    : outcome.kind === "no data"
      ? html`<p>No data</p>`
      : html`<p class="warn">Not read: ${report.reasonOf(result)}</p>`
}
</section>`;
}

function figures({ channels, overall }: Series) {
  const row = (label: string, figures: Figures) =>
    html`<dt>${label}</dt><dd>${[...figures].map(([name, value]) => html`<span><b>${formatNumber(value)}</b> ${labelOf(name)}</span> `)}</dd>`;
  return html`<dl class="figures">
${[...channels].map(([channel, figures]) => row(labelOf(channel), figures))}
${overall.size > 0 ? row("overall", overall) : ""}
</dl>`;
}

const chartWidth = 720;
const chartHeight = 120;

function chart(series: Series) {
  const { name, days } = dailyFigure(series);
  const label = `${labelOf(name)} by day`;
  const highest = Math.max(...days.map(({ value }) => value), 0);
  const slot = chartWidth / days.length;
  const width = Math.min(slot * 0.8, 48);
  const bars = days.map(({ date, value }, index) => {
    const height = highest > 0 && value > 0 ? Math.max((value / highest) * chartHeight, 1) : 0;
    const x = slot * index + (slot - width) / 2;
    return html`<rect class="bar" x="${x.toFixed(1)}" y="${(20 + chartHeight - height).toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" rx="2"><title>${escapeText(date, 40)}: ${formatNumber(value)} ${labelOf(name)}</title></rect>`;
  });
  const baseline = 20 + chartHeight;
  const date = (day: { date: string } | undefined) => escapeText(day?.date ?? "", 40);
  return html`<figure>
<figcaption>${label[0]?.toUpperCase()}${label.slice(1)}, highest ${formatNumber(highest)}</figcaption>
<svg viewBox="0 0 ${chartWidth} ${baseline + 24}" role="img" aria-label="${label}: ${date(days[0])} to ${date(days.at(-1))}, highest ${formatNumber(highest)}">
${bars}
<line class="axis" x1="0" x2="${chartWidth}" y1="${baseline}" y2="${baseline}"/>
${
  days.length === 1
    ? html`<text x="${chartWidth / 2}" y="${baseline + 18}" text-anchor="middle">${date(days[0])}</text>`
    : html`<text x="0" y="${baseline + 18}">${date(days[0])}</text><text x="${chartWidth}" y="${baseline + 18}" text-anchor="end">${date(days.at(-1))}</text>`
}
</svg>
</figure>`;
}
