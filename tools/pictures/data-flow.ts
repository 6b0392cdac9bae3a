import { escapeXml, type Theme } from "./theme";

interface Box {
  x: number;
  y: number;
  width: number;
  title: string;
  lines: string[];
}

const height = 86;
const boxes = [
  {
    x: 20,
    y: 30,
    width: 160,
    title: "Your program",
    lines: ["new BrazeSendId(…)", "in TypeScript or JavaScript"],
  },
  {
    x: 270,
    y: 30,
    width: 160,
    title: "Pulumi's engine",
    lines: ["compares with the state,", "shows the preview"],
  },
  {
    x: 520,
    y: 30,
    width: 160,
    title: "pulumi-braze",
    lines: ["validates, sends once,", "decides what came of it"],
  },
  { x: 770, y: 30, width: 160, title: "Braze", lines: ["POST", "/sends/id/create"] },
  { x: 270, y: 190, width: 160, title: "State", lines: ["campaign, send ID, time:", "no key"] },
  { x: 520, y: 190, width: 160, title: "Configuration", lines: ["key, encrypted,", "and instance"] },
];

/** The way of a send ID from the program to Braze and into the state. */
export function dataFlowSvg(title: string, theme: Theme): string {
  const there = 30 + height / 2 - 12;
  const back = 30 + height / 2 + 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 950 306" width="950" height="306" role="img">
<title>${escapeXml(title)}</title>
<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: ${theme.text}; text-anchor: middle; }
.title { font-size: 15px; font-weight: 600; } .quiet { fill: ${theme.quiet}; font-size: 11px; } .key { fill: ${theme.accent}; font-size: 11px; }
.box { fill: ${theme.panel}; stroke: ${theme.border}; }
path { fill: none; stroke: ${theme.quiet}; stroke-width: 1.5; } .secret { stroke: ${theme.accent}; stroke-dasharray: 4 3; }
</style>
<defs>${marker("arrow", theme.quiet)}${marker("key", theme.accent)}</defs>
<rect x="0.5" y="0.5" width="949" height="305" rx="8" fill="${theme.background}" stroke="${theme.border}"/>
${boxes.map(boxSvg).join("\n")}
${arrow(`M180 ${there} H264`)}${label(222, there - 8, "1 declares")}
${arrow(`M430 ${there} H514`)}${label(472, there - 8, "2 create")}
${arrow(`M680 ${there} H764`)}${label(722, there - 8, "3 one request")}
${arrow(`M770 ${back} H686`)}${label(728, back + 18, "4 send ID")}
${arrow(`M520 ${back} H436`)}${label(478, back + 18, "5 send ID")}
${arrow("M350 116 V184")}${label(386, 154, "6 records")}
<path class="secret" d="M600 190 V122" marker-end="url(#key)"/>${label(682, 154, "the key, for creating only", "key")}
</svg>
`;
}

const marker = (id: string, colour: string) =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" style="fill:${colour};stroke:none"/></marker>`;
const arrow = (path: string) => `<path d="${path}" marker-end="url(#arrow)"/>`;
const label = (x: number, y: number, text: string, kind = "quiet") =>
  `<text class="${kind}" x="${x}" y="${y}">${escapeXml(text)}</text>`;

function boxSvg({ x, y, width, title, lines }: Box): string {
  const centre = x + width / 2;
  return [
    `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    `<text class="title" x="${centre}" y="${y + 28}">${escapeXml(title)}</text>`,
    ...lines.map((line, at) => label(centre, y + 50 + at * 18, line)),
  ].join("");
}
