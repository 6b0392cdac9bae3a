import { escapeXml, type Theme } from "./theme";

/** A box of a diagram, {@link boxHeight} high. */
export interface Box {
  x: number;
  y: number;
  width: number;
  title: string;
  lines: string[];
}

export const boxHeight = 86;

/** A picture of boxes, arrows and labels in the colors of a theme. */
export function diagramSvg(diagram: {
  title: string;
  theme: Theme;
  width: number;
  height: number;
  content: string[];
}): string {
  const { title, theme, width, height, content } = diagram;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeXml(title)}</title>
<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: ${theme.text}; text-anchor: middle; }
.title { font-size: 15px; font-weight: 600; } .label { font-size: 11px; } .quiet { fill: ${theme.quiet}; } .accent { fill: ${theme.accent}; }
.box { fill: ${theme.panel}; stroke: ${theme.border}; }
path.quiet { fill: none; stroke: ${theme.quiet}; stroke-width: 1.5; } path.accent { fill: none; stroke: ${theme.accent}; stroke-width: 1.5; stroke-dasharray: 4 3; }
</style>
<defs>${marker("quiet", theme.quiet)}${marker("accent", theme.accent)}</defs>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.background}" stroke="${theme.border}"/>
${content.join("\n")}
</svg>
`;
}

type Tone = "quiet" | "accent";

const marker = (tone: Tone, color: string) =>
  `<marker id="${tone}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" style="fill:${color};stroke:none"/></marker>`;

/** An arrow along an SVG path. */
export const arrow = (path: string, tone: Tone = "quiet") =>
  `<path class="${tone}" d="${path}" marker-end="url(#${tone})"/>`;

export const label = (x: number, y: number, text: string, tone: Tone = "quiet") =>
  `<text class="label ${tone}" x="${x}" y="${y}">${escapeXml(text)}</text>`;

export function boxSvg({ x, y, width, title, lines }: Box): string {
  const center = x + width / 2;
  return [
    `<rect class="box" x="${x}" y="${y}" width="${width}" height="${boxHeight}" rx="6"/>`,
    `<text class="title" x="${center}" y="${y + 28}">${escapeXml(title)}</text>`,
    ...lines.map((line, at) => label(center, y + 50 + at * 18, line)),
  ].join("");
}
