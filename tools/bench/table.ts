import { cpus } from "node:os";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import {
  bySize,
  cost,
  costOfOneMore,
  goals,
  median,
  type Results,
  ratio,
  type Series,
  typical,
} from "./compare";
import { operations, type Variant, variants } from "./sample";

/** The results as Markdown. */
export function table(results: Results, engineVersion: string): string {
  const { series, imports } = results;
  return [
    "# Footprint",
    "",
    "Made by `npm run bench`. `floor` is a dynamic provider that does nothing; `textbook` is the one-file provider of " +
      "Pulumi's documentation, with axios; all three ran in turns, round by round. A ratio is the median of each round's " +
      "ratio to the floor, first of CPU time (the CLI and all that it starts), then of time on the clock.",
    "",
    `${cpus().length} cores, Node ${process.versions.node}, Pulumi ${engineVersion}, @pulumi/pulumi ${sdkVersion}. ` +
      `Rounds: ${series.map(({ mode, count, rounds }) => `${rounds.length} of ${count} (${mode})`).join(", ")}.`,
    "",
    "## Goals",
    "",
    ...rows(
      ["goal", "median of all modes and sizes", "worst of them", "at most", ""],
      goals(results).map(({ goal, measured, worst, most, unit = "" }) => [
        goal,
        `${measured.toFixed(2)} ${unit}`.trim(),
        `${worst.toFixed(2)} ${unit}`.trim(),
        `${most} ${unit}`.trim(),
        measured <= most ? "met" : "**missed**",
      ]),
    ),
    "",
    "## Time",
    "",
    ...rows(
      ["program", "send IDs", "run", "floor, CPU / clock", "pulumi-braze", "textbook"],
      series.flatMap((one) =>
        operations.map((operation) => [
          one.mode,
          String(one.count),
          operation,
          both((figure) => `${typical(one, "floor", cost(operation, figure)).toFixed(2)} s`),
          ...(["pulumi-braze", "textbook"] as const).map((variant) =>
            both((figure) => ratio(one, variant, "floor", cost(operation, figure)).toFixed(2)),
          ),
        ]),
      ),
    ),
    "",
    "## One more send ID",
    "",
    "CPU milliseconds, plain JavaScript, no checkpoints: by default the CLI writes the whole state after each step, and each " +
      "further resource costs it more, whatever the provider. The less of it is written, the less that is.",
    "",
    ...rows(["run", "from → to", ...variants], oneMore(series)),
    "",
    "## Size",
    "",
    ...rows(
      ["", "send IDs", ...variants],
      bySize(series).flatMap((one) => {
        const row = (name: string, figure: (variant: Variant) => string) => [
          name,
          String(one.count),
          ...variants.map(figure),
        ];
        return [
          row("state for each, bytes", (variant) => typical(one, variant, (s) => s.stateBytes).toFixed(0)),
          row("`__provider`, characters", (variant) =>
            typical(one, variant, (s) => s.providerCharacters).toFixed(0),
          ),
          row("memory of the provider's process, create, MB", (variant) =>
            typical(one, variant, cost("create", "providerMemory")).toFixed(0),
          ),
          row("connections, create", (variant) =>
            typical(one, variant, cost("create", "connections")).toFixed(0),
          ),
        ];
      }),
    ),
    "",
    `\`import "pulumi-braze"\` adds ${median(imports).toFixed(1)} ms to \`@pulumi/pulumi\`.`,
    "",
  ].join("\n");
}

function oneMore(series: Series[]): string[][] {
  const sizes = bySize(series);
  return operations.flatMap((operation) =>
    sizes.slice(1).map((larger, index) => {
      const smaller = sizes[index] as Series;
      return [
        operation,
        `${smaller.count} → ${larger.count}`,
        ...variants.map((variant) => costOfOneMore(smaller, larger, variant, operation).toFixed(1)),
      ];
    }),
  );
}

const both = (show: (figure: "cpu" | "wall") => string) => `${show("cpu")} / ${show("wall")}`;

function rows(head: string[], body: string[][]): string[] {
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`);
}
