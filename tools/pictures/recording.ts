import { columns, type Frame } from "./record";
import type { Run } from "./screen";
import { escapeXml, type Theme } from "./theme";

const [size, cell, line, margin] = [14, 8.4, 20, 20];

/** The recording as a picture that plays once. Without animations, it shows the last frame. */
export function recordingSvg(frames: Frame[], title: string, theme: Theme): string {
  const rows = Math.max(...frames.map(({ lines }) => lines.findLastIndex((runs) => runs.length > 0) + 1));
  const width = Math.ceil(columns * cell + 2 * margin);
  const height = rows * line + 2 * margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeXml(title)}</title>
<style>
text { font: ${size}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: ${theme.text}; white-space: pre; }
.b { font-weight: bold; } .u { text-decoration: underline; }
${Object.entries(theme.palette)
  .map(([number, color]) => `.c${number} { fill: ${color}; }`)
  .join(" ")}
.then { visibility: hidden; animation: show 1s step-end; } .last { animation: hide 1s step-end; }
@keyframes show { from, to { visibility: visible; } }
@keyframes hide { from, to { visibility: hidden; } }
@media (prefers-reduced-motion: reduce) { .then, .last { animation: none; } }
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.background}" stroke="${theme.border}"/>
${Array.from({ length: rows }, (_, row) => rowSvg(row, frames, theme)).join("")}</svg>
`;
}

/** The contents of one row over time. */
function rowSvg(row: number, frames: Frame[], theme: Theme): string {
  const versions: { from: number; runs: Run[] }[] = [];
  for (const { at, lines } of frames) {
    const runs = lines[row] ?? [];
    if (JSON.stringify(versions.at(-1)?.runs ?? []) !== JSON.stringify(runs))
      versions.push({ from: at, runs });
  }
  const y = margin + row * line + size;
  return versions
    .map(({ from, runs }, index) => {
      const until = versions[index + 1]?.from;
      const seconds = (time: number) => `${Math.round(time * 100) / 100}s`;
      const timing =
        until === undefined
          ? `class="last" style="animation-duration:${seconds(from)}"`
          : `class="then" style="animation-delay:${seconds(from)};animation-duration:${seconds(until - from)}"`;
      return runs.length === 0 ? "" : `<text y="${y}" ${timing}>${runsSvg(runs, theme)}</text>\n`;
    })
    .join("");
}

function runsSvg(runs: Run[], { palette }: Theme): string {
  let column = 0;
  return runs
    .map(({ text, color, bold, underlined }) => {
      if (color !== undefined && palette[color] === undefined)
        throw new Error(`color ${color} is not supported`);
      // Some viewers drop spaces at the start of an element.
      const start = column + text.length - text.trimStart().length;
      column += [...text].length;
      const shown = text.trim();
      if (shown === "") return "";
      const classes = [color === undefined ? "" : `c${color}`, bold ? "b" : "", underlined ? "u" : ""];
      const named = classes.filter(Boolean).join(" ");
      // The length keeps the columns aligned with any font.
      return `<tspan x="${round(margin + start * cell)}" textLength="${round([...shown].length * cell)}"${named ? ` class="${named}"` : ""}>${escapeXml(shown)}</tspan>`;
    })
    .join("");
}

const round = (length: number) => Math.round(length * 10) / 10;
