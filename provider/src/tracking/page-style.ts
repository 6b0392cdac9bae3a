/** The style of the page, for light and dark displays, telephones and paper. */
export const pageStyle: string = `
:root {
  color-scheme: light dark;
  --page: #f4f5f8; --card: #fff; --text: #171c26; --soft: #566074; --line: #e1e5ec; --track: #eceff4;
  --accent: #2b62d9; --pill: #eceff4; --warn: #9a3d05; --warn-pill: #fdeee0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1218; --card: #171d27; --text: #e9edf3; --soft: #a3aebf; --line: #2a3240; --track: #252d3a;
    --accent: #7aa5ff; --pill: #252d3a; --warn: #ffb877; --warn-pill: #3a2a1a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
footer { padding-bottom: 2.5rem; font-size: .875rem; }
h1, h2, h3, p, dl, dd, figure { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; letter-spacing: -.015em; }
h2 { font-size: 1.25rem; line-height: 1.35; }
h3 { font-size: .9375rem; }
p { color: var(--soft); }
footer p { margin-top: .5rem; }
a { color: var(--accent); text-underline-offset: .2em; }
code { font: .875em ui-monospace, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.5rem; margin: 1.25rem 0; }
.meta { font-size: .875rem; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1px; margin: 1.5rem 0 0; overflow: hidden; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; }
.tiles div { padding: 1rem 1.25rem; box-shadow: 0 0 0 1px var(--line); }
dt { color: var(--soft); font-size: .875rem; }
dd { font-variant-numeric: tabular-nums; }
.tiles dd { font-size: 1.5rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; overflow-wrap: normal; }
section .tiles { margin-top: 1.25rem; border-radius: .75rem; }
section .tiles div { padding: .75rem 1rem; }
section .tiles dd { font-size: 1.25rem; }

.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .75rem; }
th, td { padding: .6rem .5rem; border-top: 1px solid var(--line); text-align: left; vertical-align: middle; }
thead th { border-top: 0; font-size: .875rem; font-weight: 400; color: var(--soft); white-space: nowrap; }
tbody th { font-weight: 500; min-width: 9rem; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
.resource { display: block; color: var(--soft); font-weight: 400; font-size: .875rem; }
.number { text-align: right; white-space: nowrap; }
.days { width: 9rem; }
.days svg { display: block; width: 8rem; height: 1.75rem; }
.pill { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; background: var(--pill); color: var(--soft); font-size: .875rem; }
.pill.warn { background: var(--warn-pill); color: var(--warn); }
.status { margin-top: 1rem; }

figure { margin-top: 1.5rem; }
figcaption { font-size: .9375rem; font-weight: 600; margin-bottom: .75rem; }
.chart { display: grid; grid-template-columns: auto 1fr; gap: .75rem; padding-bottom: 1.75rem; font-size: .8125rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.chart svg { display: block; width: 100%; height: 10rem; overflow: visible; }
.chart text { fill: var(--soft); text-anchor: middle; }
.axis { display: flex; flex-direction: column; justify-content: space-between; text-align: right; margin: -.6rem 0; }
.bar { fill: var(--accent); }
.track { fill: var(--track); }
.grid { stroke: var(--line); }

.channels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: 1.5rem 2rem; margin-top: 1.5rem; }
.channels dl { margin-top: .5rem; }
.channels dl div { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; padding: .3rem 0; }
.channels dd { font-weight: 600; text-align: right; }
.channels dd span { color: var(--soft); font-weight: 400; font-size: .875rem; margin-left: .35rem; }
.channels svg { grid-column: 1 / -1; display: block; width: 100%; height: 4px; margin-top: .2rem; }

details { margin-top: 1.5rem; }
summary { cursor: pointer; color: var(--accent); font-size: .9375rem; width: fit-content; }
details .scroll { margin-top: .5rem; font-size: .9375rem; }
details th { font-weight: 400; }
@media (max-width: 40rem) {
  header { padding-top: 1.5rem; }
  section { padding: 1.125rem; }
  .tiles dd { font-size: 1.25rem; }
  .days { display: none; }
}
@media print {
  body { background: none; }
  section, .tiles { break-inside: avoid; }
  details { display: none; }
}
`;
