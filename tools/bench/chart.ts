import { cost, type Results, ratio, type Series, typical } from "./compare";
import { operations, type Variant } from "./sample";

interface Bar {
  label: string;
  values: { variant: Exclude<Variant, "floor">; value: number }[];
}

const compared = ["pulumi-braze", "textbook"] as const;
const width = 720;
const left = 160;
const right = 60;

/** A chart of the results for plain JavaScript and 100 send IDs, readable on a light and a dark page. */
export function chart({ series }: Results): string {
  const shown =
    series.find(({ mode, count }) => mode === "JavaScript" && count === 100) ?? (series[0] as Series);
  const time = operations.map((operation) => bar(shown, `${operation}, CPU time`, cost(operation, "cpu")));
  const size = [
    bar(shown, "state of each", (sample) => sample.stateBytes),
    bar(shown, "memory, create", cost("create", "providerMemory")),
  ];
  const most = Math.max(...[...time, ...size].flatMap(({ values }) => values.map(({ value }) => value)), 1.2);
  const scale = (value: number) => (value / most) * (width - left - right);
  const floorAt = left + scale(1);
  const barsTop = 78;
  const bars = [...time, ...size].map(({ label, values }, group) => {
    const top = barsTop + group * 46;
    const drawn = values.map(({ variant, value }, index) => {
      const y = top + index * 17;
      const end = left + scale(value);
      // A figure next to a bar that ends just before the line would overlap the line.
      const figureAt = end < floorAt && end > floorAt - 40 ? floorAt : end;
      const name = variant === "pulumi-braze" ? "ours" : "theirs";
      return (
        `<rect class="${name}" x="${left}" y="${y}" width="${scale(value).toFixed(1)}" height="14" rx="2"/>` +
        `<text class="value" x="${(figureAt + 6).toFixed(1)}" y="${y + 11}">${value.toFixed(2)}</text>`
      );
    });
    return `<text class="label" x="${left - 10}" y="${top + 19}">${label}</text>${drawn.join("")}`;
  });
  const height = barsTop + bars.length * 46 + 24;
  const floorTime = typical(shown, "floor", cost("create", "cpu")).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">CPU time, state and memory of pulumi-braze and of a hand-written dynamic provider, as multiples of a dynamic provider that does nothing</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.heading { font-size: 15px; font-weight: 600 }
.label { text-anchor: end }
.note, .value { fill: #59636e; font-size: 12px }
.ours { fill: #0969da }
.theirs { fill: #afb8c1 }
.floor { stroke: #59636e; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.note, .value { fill: #9198a1 }
.ours { fill: #4493f8 }
.theirs { fill: #656c76 }
.floor { stroke: #9198a1 }
}
</style>
<text class="heading" x="12" y="22">${shown.count} send IDs, as multiples of a dynamic provider that does nothing</text>
<rect class="ours" x="12" y="36" width="12" height="12" rx="2"/><text x="30" y="47">pulumi-braze</text>
<rect class="theirs" x="140" y="36" width="12" height="12" rx="2"/><text x="158" y="47">textbook one-file provider</text>
<text class="note" x="${(floorAt + 6).toFixed(1)}" y="70">1 = nothing done</text>
<line class="floor" x1="${floorAt.toFixed(1)}" x2="${floorAt.toFixed(1)}" y1="60" y2="${height - 28}"/>
${bars.join("\n")}
<text class="note" x="12" y="${height - 8}">Shorter is better. ${shown.mode}; CPU time of the CLI and all it starts, 1 = ${floorTime} s for create; medians of ${shown.rounds.length} rounds.</text>
</svg>
`;
}

function bar(series: Series, label: string, figure: Parameters<typeof ratio>[3]): Bar {
  return {
    label,
    values: compared.map((variant) => ({ variant, value: ratio(series, variant, "floor", figure) })),
  };
}
