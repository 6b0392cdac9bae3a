import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { escapeText } from "../text/escape";
import { capitalize, formatCount } from "../text/words";
import { creationText, formatTime, workspaceLabel, workspaceTitle } from "./describe-send-id";
import { formatNumber, labelOf } from "./format-figures";
import { chart, shareBar, smallChart } from "./page-chart";
import { pageStyle } from "./page-style";
import type { Result } from "./read-results";
import { noDataReasons, notesOn, type Report, summaryOf, sumOf, titleOf } from "./report";
import { addFinite, dailyFigure, type Figures, type Series } from "./series";

const styleHash = createHash("sha256").update(pageStyle).digest("base64");

/** The results as one self-contained page, which loads nothing and runs no script. */
export function toResultsPage(report: Report): string {
  const { results, days, readAt } = report;
  const title = titleOf(report);
  const stacks = [...new Set(results.map(({ sendId }) => `${sendId.project}/${sendId.stack}`))];
  const said = new Set<string>();
  const reasonFor = (result: Result) => {
    const { outcome } = result;
    if ("body" in outcome) return "";
    const reason = report.reasonOf(result);
    if (outcome.kind === "not configured" && said.has(reason)) return "";
    said.add(reason);
    return reason;
  };
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${raw(styleHash)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>The last ${formatCount(days, "day")}, read ${formatTime(readAt)}: ${summaryOf(report)}. ${stacks.length === 1 ? "Stack" : `${stacks.length} stacks`}: ${stacks.map((stack) => escapeText(stack)).join(", ")}.</p>
${results.length > 1 ? tiles(totals(results)) : ""}
</header>
<main>
${results.length > 1 ? overview(results) : ""}
${results.map((result, index) => card(result, index, reasonFor(result)))}
</main>
<footer>
${results.some(({ outcome }) => outcome.kind === "no data") ? html`<p><b>No data.</b> ${noDataReasons}</p>` : ""}
${results.some(seriesOf) ? html`<p>Percentages are shares of the messages that a channel sent.</p>` : ""}
${notesOn(report).map((note) => html`<p>${note}</p>`)}
</footer>
</body>
</html>
`);
}

const seriesOf = ({ outcome }: Result): Series | undefined =>
  outcome.kind === "data" ? outcome.series : undefined;

/** The figures in the comparison of send IDs. */
const compared = ["sent", "unique_opens", "unique_clicks", "conversions", "revenue"];

const comparedFigure = ({ channels, overall }: Series, name: string) =>
  overall.get(name) ?? sumOf(channels, name);

/** The compared figures of all send IDs together, except for figures that Braze reports for none of them. */
function totals(results: readonly Result[]): Figures {
  const sums: Figures = new Map();
  for (const name of compared) {
    // Resources that refer to the same send ID share its series.
    const values = [...new Set(results.map(seriesOf))].flatMap(
      (series) => (series && comparedFigure(series, name)) ?? [],
    );
    if (values.length > 0) sums.set(name, values.reduce(addFinite));
  }
  return sums;
}

const tiles = (figures: Figures) =>
  figures.size === 0
    ? ""
    : html`<dl class="tiles">${[...figures].map(
        ([name, value]) =>
          html`<div><dt>${capitalize(labelOf(name))}</dt><dd>${formatNumber(value)}</dd></div>`,
      )}</dl>`;

function overview(results: readonly Result[]) {
  const columns = [...totals(results).keys()];
  const withWorkspaces = results.some(({ sendId }) => workspaceLabel(sendId) !== workspaceLabel({}));
  const rows = results.map((result, index) => {
    const series = seriesOf(result);
    return html`<tr>
<th scope="row"><a href="#send-id-${index + 1}">${escapeText(result.sendId.sendId)}</a>${result.sendId.generated ? html` <span class="resource">${resource(result.sendId)}</span>` : ""}</th>
${withWorkspaces ? html`<td>${workspaceTitle(result.sendId)}</td>` : ""}
${
  series === undefined
    ? html`<td colspan="${columns.length + 1}">${status(result)}</td>`
    : html`<td class="days">${smallChart(dailyFigure(series))}</td>${columns.map((name) => {
        const value = comparedFigure(series, name);
        return html`<td class="number">${value === undefined ? "–" : formatNumber(value)}</td>`;
      })}`
}
</tr>`;
  });
  return html`<section>
<div class="scroll" role="region" aria-label="Comparison" tabindex="0">
<table>
<caption>Comparison</caption>
<thead><tr><th scope="col">Send ID</th>${withWorkspaces ? html`<th scope="col">Workspace</th>` : ""}<th scope="col" class="days">By day</th>${columns.map((name) => html`<th scope="col" class="number">${capitalize(labelOf(name))}</th>`)}</tr></thead>
<tbody>
${rows}
</tbody>
</table>
</div>
</section>`;
}

/** Identifies a send ID that Braze generated: the value itself means nothing to a reader. */
const resource = ({ name }: Result["sendId"]) => `resource ${escapeText(name)}`;

const status = ({ outcome }: Result) =>
  outcome.kind === "no data"
    ? html`<span class="pill">No data</span>`
    : html`<span class="pill warn">Not read</span>`;

/** @param reason why it was not read, unless another card says so. */
function card(result: Result, index: number, reason: string) {
  const { sendId, outcome } = result;
  const origin = creationText(sendId, formatTime);
  const facts = [workspaceLabel(sendId), origin, sendId.generated ? resource(sendId) : ""];
  return html`<section id="send-id-${index + 1}">
<h2>${escapeText(sendId.sendId)}</h2>
<p class="meta">Campaign <code>${escapeText(sendId.campaignId)}</code>, ${facts.filter(Boolean).join(", ")}</p>
${outcome.kind === "data" ? figures(outcome.series) : html`<p class="status">${status(result)} ${reason}</p>`}
</section>`;
}

function figures(series: Series) {
  const daily = dailyFigure(series);
  return html`${tiles(series.overall)}${chart(daily)}
<div class="channels">
${[...series.channels].map(([channel, figures]) => channelFigures(channel, figures))}
</div>
${byDay(series, daily.name)}`;
}

/** The figures of a channel, each with its share of the messages that were sent. */
function channelFigures(channel: string, figures: Figures) {
  const sent = figures.get("sent") ?? 0;
  const rows = [...figures].map(([name, value]) => {
    const share = name !== "sent" && sent > 0 && value >= 0 && value <= sent ? value / sent : undefined;
    return html`<div><dt>${capitalize(labelOf(name))}</dt><dd>${formatNumber(value)}${share === undefined ? "" : html`<span>${(share * 100).toFixed(1)}%</span>`}</dd>${share === undefined ? "" : shareBar(share)}</div>`;
  });
  return html`<div><h3>${capitalize(labelOf(channel))}</h3><dl>${rows}</dl></div>`;
}

/** The figures of the chart as a table, for those who cannot see the chart or want the numbers. */
function byDay({ days, overall }: Series, charted: string) {
  const columns = [...new Set([charted, ...["conversions", "revenue"].filter((name) => overall.has(name))])];
  return html`<details>
<summary>Figures by day</summary>
<div class="scroll" role="region" aria-label="Figures by day" tabindex="0">
<table>
<thead><tr><th scope="col">Day</th>${columns.map((name) => html`<th scope="col" class="number">${capitalize(labelOf(name))}</th>`)}</tr></thead>
<tbody>
${days.map(
  (day) =>
    html`<tr><th scope="row">${escapeText(day.date, 40)}</th>${columns.map((name) => {
      const value = comparedFigure({ ...day, days: [] }, name);
      return html`<td class="number">${value === undefined ? "–" : formatNumber(value)}</td>`;
    })}</tr>`,
)}
</tbody>
</table>
</div>
</details>`;
}
