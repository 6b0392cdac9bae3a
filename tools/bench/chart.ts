import { cost, type Results, ratio, stateBytes, typical } from "./compare";
import { operations, variants } from "./sample";

const width = 720;
const left = 130;
const right = 60;
const barHeight = 14;
const barsTop = 76;

/** The results as a picture, readable on a light and on a dark page. */
export function chart(results: Results): string {
  const { variants: names } = results;
  const figures = [
    ...operations.map((operation) => ({ label: `${operation}, time`, figure: cost(operation) })),
    { label: "state per send ID", figure: stateBytes },
  ];
  const groups = figures.map(({ label, figure }) => ({
    label,
    values: names.map((variant) => ({ variant, value: ratio(results, variant, "textbook", figure) })),
  }));
  const most = Math.max(1, ...groups.flatMap(({ values }) => values.map(({ value }) => value)));
  const groupHeight = names.length * (barHeight + 3) + 14;
  const bars = groups.map(({ label, values }, group) => {
    const top = barsTop + group * groupHeight;
    const drawn = values.map(({ variant, value }, index) => {
      const y = top + index * (barHeight + 3);
      const length = (value / most) * (width - left - right);
      return (
        `<rect class="${variant}" x="${left}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="2"/>` +
        `<text class="value" x="${(left + length + 6).toFixed(1)}" y="${y + 11}">${value.toFixed(2)}</text>`
      );
    });
    const middle = top + (names.length * (barHeight + 3)) / 2 + 3;
    return `<text class="label" x="${left - 10}" y="${middle}">${label}</text>${drawn.join("")}`;
  });
  let legendX = 12;
  const legend = names.map((variant) => {
    const x = legendX;
    legendX += 32 + variants[variant].length * 6.5;
    return (
      `<rect class="${variant}" x="${x}" y="38" width="12" height="12" rx="2"/>` +
      `<text class="name" x="${x + 17}" y="49">${variants[variant]}</text>`
    );
  });
  const height = barsTop + groups.length * groupHeight + 18;
  const seconds = typical(results, "textbook", cost("create")).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">Time and state of ${results.count} send IDs with pulumi-braze and alternatives, as ratios to a textbook dynamic provider</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.heading { font-size: 15px; font-weight: 600 }
.label { text-anchor: end }
.name { font-size: 12px }
.note, .value { fill: #59636e; font-size: 12px }
.textbook { fill: #afb8c1 }
.dynamic { fill: #54aeff }
.plugin { fill: #0969da }
.yaml { fill: #0a3069 }
.openTofu { fill: #e3b341 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.note, .value { fill: #9198a1 }
.textbook { fill: #656c76 }
.dynamic { fill: #1f6feb }
.plugin { fill: #58a6ff }
.yaml { fill: #a5d6ff }
.openTofu { fill: #bb8009 }
}
</style>
<text class="heading" x="12" y="22">${results.count} send IDs, as ratios to a textbook dynamic provider</text>
${legend.join("\n")}
${bars.join("\n")}
<text class="note" x="12" y="${height - 8}">Shorter is better. 1 = ${seconds} s for create; medians of ${results.rounds.length} rounds.</text>
</svg>
`;
}
