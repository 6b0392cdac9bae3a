import { type IBufferCell, type IBufferLine, Terminal } from "@xterm/headless";
import { columns, type Output, rows } from "./record";

/** The rows of the screen, as SVG, and the time in seconds when they appear. */
export interface Frame {
  at: number;
  rows: string[];
}

/** The colors of the recording. Numbers refer to the terminal's palette. */
export const themes = {
  light: {
    background: "#ffffff",
    border: "#d1d9e0",
    text: "#1f2328",
    palette: { 2: "#116329", 3: "#7d4e00", 8: "#59636e", 12: "#0550ae", 13: "#6639ba" },
  },
  dark: {
    background: "#0d1117",
    border: "#3d444d",
    text: "#f0f6fc",
    palette: { 2: "#56d364", 3: "#e3b341", 8: "#9198a1", 12: "#79c0ff", 13: "#bc8cff" },
  },
};

const [size, cell, line, margin] = [14, 8.4, 20, 20];

/** The minimum time between frames. The CLI draws more often. */
const shortestFrame = 0.12;

/** What a terminal shows of its output, without the durations, which depend on the machine. */
export async function framesOf(outputs: Output[]): Promise<Frame[]> {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  const frames: Frame[] = [];
  for (const { at, text } of outputs) {
    await new Promise<void>((done) => terminal.write(text, done));
    const buffer = terminal.buffer.active;
    const lines = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row));
    const isDuration = (found: IBufferLine | undefined) =>
      found?.translateToString().startsWith("Duration:") ?? false;
    const shown = lines
      .filter((found, row) => !isDuration(found) && !isDuration(lines[row + 1]))
      .map((found) => (found === undefined ? "" : rowSvg(found)));
    const last = frames.at(-1);
    if (last !== undefined && at - last.at < shortestFrame) last.rows = shown;
    else frames.push({ at, rows: shown });
  }
  return frames;
}

/** A row as runs of one style. */
function rowSvg(row: IBufferLine): string {
  const runs: { column: number; text: string; style: string }[] = [];
  for (let column = 0; column < row.length; column++) {
    const found = row.getCell(column);
    if (found === undefined) break;
    const text = found.getChars() || " ";
    const style = classesOf(found);
    const last = runs.at(-1);
    if (last?.style === style) last.text += text;
    else runs.push({ column, text, style });
  }
  return runs
    .map(({ column, text, style }) => {
      const shown = text.trim();
      if (shown === "") return "";
      // Some viewers drop spaces at the start of an element.
      const start = column + text.indexOf(shown);
      // The length keeps the columns aligned with any font.
      const length = round([...shown].length * cell);
      return `<tspan x="${round(margin + start * cell)}" textLength="${length}"${style}>${escapeXml(shown)}</tspan>`;
    })
    .join("");
}

function classesOf(found: IBufferCell): string {
  const classes = [
    ...(found.isFgDefault() ? [] : [`c${found.getFgColor()}`]),
    ...(found.isBold() ? ["b"] : []),
    ...(found.isUnderline() ? ["u"] : []),
  ];
  return classes.length === 0 ? "" : ` class="${classes.join(" ")}"`;
}

/** The recording as a picture that plays once. Without animations, it shows the last frame. */
export function recordingSvg(frames: Frame[], title: string, theme: typeof themes.light): string {
  const count = Math.max(...frames.map(({ rows }) => rows.findLastIndex((row) => row !== "") + 1));
  const width = Math.ceil(columns * cell + 2 * margin);
  const height = count * line + 2 * margin;
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
${Array.from({ length: count }, (_, row) => animatedRow(row, frames)).join("")}</svg>
`;
}

/** The contents of one row over time. */
function animatedRow(row: number, frames: Frame[]): string {
  const versions: { from: number; content: string }[] = [];
  for (const { at, rows } of frames) {
    const content = rows[row] ?? "";
    if (content !== (versions.at(-1)?.content ?? "")) versions.push({ from: at, content });
  }
  const y = margin + row * line + size;
  const seconds = (time: number) => `${Math.round(time * 100) / 100}s`;
  return versions
    .map(({ from, content }, index) => {
      const until = versions[index + 1]?.from;
      const timing =
        until === undefined
          ? `class="last" style="animation-duration:${seconds(from)}"`
          : `class="then" style="animation-delay:${seconds(from)};animation-duration:${seconds(until - from)}"`;
      return content === "" ? "" : `<text y="${y}" ${timing}>${content}</text>\n`;
    })
    .join("");
}

const round = (length: number) => Math.round(length * 10) / 10;

const escapeXml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
