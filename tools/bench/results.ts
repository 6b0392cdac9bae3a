import { cpus } from "node:os";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import type { Sample } from "./measure";
import { type Variant, variants } from "./variants";

/** The measurements of one run of the bench. */
export interface Results {
  /** Send IDs of each stack. */
  count: number;
  /** The CLI and where it came from. */
  engine: string;
  /** OpenTofu with its versions. `undefined` if it was not measured. */
  openTofu: string | undefined;
  /** What each measured variant took. */
  rounds: Partial<Record<Variant, Sample>>[];
}

type Figure = keyof Sample;

/** The columns of the table. Those without a unit are ratios to the textbook provider. */
const columns: Record<Figure, { title: string; unit?: string }> = {
  preview: { title: "preview" },
  create: { title: "create" },
  noOp: { title: "no-op" },
  createCpu: { title: "CPU time of a create" },
  memory: { title: "memory of the provider", unit: "MB" },
  state: { title: "state per send ID", unit: "bytes" },
};

/**
 * A figure of a variant, or its ratio to that of another variant: the median of all rounds, which a single disturbed round does
 * not change. A slow round cancels out in a ratio.
 */
function typical({ rounds }: Results, figure: Figure, of: Variant, to?: Variant): number {
  const values = rounds.map((round) => {
    const value = round[of]?.[figure] ?? Number.NaN;
    return to === undefined ? value : value / (round[to]?.[figure] ?? Number.NaN);
  });
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** Ratios of two variants, or the figure itself. */
const goals: { figure: Figure; of: Variant; to?: Variant; most: number }[] = [
  { figure: "create", of: "yaml", to: "textbook", most: 0.45 },
  { figure: "noOp", of: "yaml", to: "textbook", most: 0.4 },
  { figure: "create", of: "yaml", to: "floor", most: 1.15 },
  { figure: "noOp", of: "yaml", to: "floor", most: 1.05 },
  { figure: "create", of: "plugin", to: "dynamic", most: 0.75 },
  { figure: "state", of: "dynamic", to: "textbook", most: 0.45 },
  { figure: "state", of: "yaml", most: 700 },
];

/** The results as Markdown. Times are ratios, because absolute times depend on the machine. */
export function report(results: Results): string {
  const { count, rounds, engine, openTofu } = results;
  const shown = Object.entries(columns) as [Figure, (typeof columns)[Figure]][];
  const measured = (Object.keys(variants) as Variant[]).filter((variant) => rounds[0]?.[variant]);
  const head = [`${count} send IDs`, ...shown.map(([, { title }]) => title)];
  const body = measured.map((variant) => [
    variants[variant],
    ...shown.map(([figure, { unit }]) =>
      unit === undefined
        ? typical(results, figure, variant, "textbook").toFixed(2)
        : `${typical(results, figure, variant).toFixed(0)} ${unit}`,
    ),
  ]);
  const seconds = typical(results, "create", "textbook").toFixed(1);
  return [
    ...[head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `Times are ratios to the textbook dynamic provider, whose create took ${seconds} s: medians of ${rounds.length} rounds, ` +
      `each with all variants. ${cpus().length} cores, Node ${process.versions.node}, ${engine}, @pulumi/pulumi ${sdkVersion}.`,
    "",
    openTofu === undefined
      ? "OpenTofu with a generic REST provider was not measured, because it is not installed."
      : `${openTofu} ran with \`-refresh=false\`. With a refresh, it reads every send ID, finds none, and creates all again.`,
    "",
    "Goals of this project:",
    "",
    ...goals.map(({ figure, of, to, most }) => {
      const { title, unit } = columns[figure];
      const found = typical(results, figure, of, to);
      const [what, text] =
        to === undefined
          ? [variants[of], `${found.toFixed(0)} ${unit}`]
          : [`${variants[of]} / ${variants[to]}`, found.toFixed(2)];
      return `- ${title}, ${what}: ${text}, at most ${most}: ${found <= most ? "met" : "**missed**"}`;
    }),
  ].join("\n");
}
