import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { formatCount } from "../text/words";
import { redactKeys } from "./request-log";
import type { EmulatorState } from "./serve-request";
import type { Workspace } from "./workspaces";

/** How many of the latest send IDs of each workspace are shown. */
const maxRows = 50;

const style = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1c2430; --soft: #5d6878; --line: #e2e6ec; --accent: #2f6fde; --low: #c2410c; }
@media (prefers-color-scheme: dark) {
  :root { --page: #10141a; --card: #181e27; --text: #e6eaf0; --soft: #98a3b3; --line: #2a323e; --accent: #6ea0ff; --low: #fb923c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0; }
p { margin: .25rem 0; color: var(--soft); }
code { font: .87em ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
a { color: var(--accent); }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 1.25rem 0; }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1rem; }
progress { width: 100%; height: 1rem; margin: .5rem 0 .25rem; accent-color: var(--accent); }
.low progress { accent-color: var(--low); }
.low strong { color: var(--low); }
table { width: 100%; border-collapse: collapse; margin-top: 1rem; }
th { text-align: left; font-weight: 500; color: var(--soft); font-size: .87em; }
th, td { padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); vertical-align: baseline; }
td:first-child { white-space: nowrap; color: var(--soft); font-size: .87em; font-variant-numeric: tabular-nums; }
small { color: var(--soft); }
@media (max-width: 40rem) { td:first-child { white-space: normal; } th, td { padding-right: .5rem; } }
#gone { color: var(--low); }
`;

// Replaces the content only if it changed, so that a selection is kept.
const script = `
setInterval(async () => {
  const gone = document.getElementById("gone");
  try {
    const text = await (await fetch("/", { cache: "no-store" })).text();
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    const main = document.querySelector("main");
    if (fresh.innerHTML !== main.innerHTML) main.replaceWith(fresh);
    gone.hidden = true;
  } catch {
    gone.hidden = false;
  }
}, 1000);
`;

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'`,
};

/** The page at `/`: workspaces, remaining limits, and the latest send IDs. */
export function renderPage(origin: string, emulator: EmulatorState): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Braze emulator</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1>Braze emulator</h1>
<p><code>POST ${origin}/sends/id/create</code> · <a href="/openapi.json">OpenAPI</a></p>
<p id="gone" hidden>The emulator has stopped. This page shows its last state.</p>
</header>
<main>
${emulator.workspaces.map((workspace) => renderWorkspace(workspace, emulator))}
</main>
<script>${raw(script)}</script>
</body>
</html>`);
}

function renderWorkspace({ name, limits, messages, rejections }: Workspace, emulator: EmulatorState) {
  const { daily } = limits;
  const now = emulator.clock.now();
  const remaining = daily.remaining(now);
  const created = emulator.created.filter(({ workspace }) => workspace === name);
  const latest = created.slice(-maxRows).reverse();
  const sent = new Map<string, number>();
  for (const { campaignId, sendId, recipients } of messages) {
    const pair = `${campaignId}/${sendId}`;
    sent.set(pair, (sent.get(pair) ?? 0) + recipients);
  }
  const redactText = (text: string) => redactKeys(text, emulator.keys.keys());
  return html`<section class="${remaining * 10 <= daily.max ? "low" : ""}" data-workspace="${name}">
<div class="top">
<h2>${name}</h2>
<span><strong>${remaining}</strong> of ${daily.max} left today</span>
</div>
<progress max="${daily.max || 1}" value="${remaining}"></progress>
<p>${formatCount(created.length, "send ID")} created. The limit resets at ${formatTime(daily.resetAt(now))} UTC.</p>
${renderTable(
  ["Created (UTC)", "Campaign", "Send ID", "Messages sent"],
  latest.map(({ createdAt, campaignId, sendId, generated }) => [
    formatTime(createdAt),
    html`<code>${redactText(campaignId)}</code>`,
    html`<code>${redactText(sendId)}</code>${generated ? html` <small>generated</small>` : ""}`,
    sent.get(`${campaignId}/${sendId}`) ?? 0,
  ]),
)}
${created.length > latest.length ? html`<p>Only the latest ${latest.length} are shown.</p>` : ""}
${renderTable(
  ["Rejected (UTC)", "Request", "Response"],
  rejections
    .toReversed()
    .map(({ at, path, status, message }) => [
      formatTime(at),
      html`<code>${path}</code>`,
      `${status} ${redactText(message)}`,
    ]),
)}
</section>`;
}

function renderTable(head: readonly string[], rows: readonly unknown[][]) {
  return rows.length === 0
    ? ""
    : html`<table>
<thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) => html`<tr>
${cells.map((cell) => html`<td>${cell}</td>`)}
</tr>`,
)}
</tbody>
</table>`;
}

function formatTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace("T", " ");
}
