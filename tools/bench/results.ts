import { cpus } from "node:os";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import type { Sample } from "./measure";
import type { OpenTofu } from "./open-tofu";
import { type Variant, variants } from "./variants";

/** The measurements of one run of the bench. */
export interface Results {
  /** Send IDs of each stack. */
  count: number;
  /** The CLI and where it came from. */
  engine: string;
  /** `undefined` if it was not measured. */
  openTofu: Pick<OpenTofu, "version" | "providerVersion"> | undefined;
  /** The measured variants, in the order in which they are shown. */
  measured: Variant[];
  rounds: Partial<Record<Variant, Sample>>[];
}

/** The median, which a single disturbed round does not change. */
function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

type Figure = keyof Sample;

const figureOf = (round: Results["rounds"][number], variant: Variant, figure: Figure) =>
  round[variant]?.[figure] ?? Number.NaN;

/** The median of one figure over the rounds. */
const typical = ({ rounds }: Results, variant: Variant, figure: Figure) =>
  median(rounds.map((round) => figureOf(round, variant, figure)));

/** One variant's figure divided by another's: the median of each round's ratio, so that a slow round cancels out. */
const ratio = ({ rounds }: Results, variant: Variant, to: Variant, figure: Figure) =>
  median(rounds.map((round) => figureOf(round, variant, figure) / figureOf(round, to, figure)));

const columns: [head: string, figure: Figure, unit?: string][] = [
  ["preview", "preview"],
  ["create", "create"],
  ["no-op", "noOp"],
  ["CPU time of a create", "createCpu"],
  ["memory of the provider", "memory", "MB"],
  ["state per send ID", "state", "bytes"],
];

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
  const { count, measured, rounds, engine, openTofu } = results;
  const head = [`${count} send IDs`, ...columns.map(([title]) => title)];
  const body = measured.map((variant) => [
    variants[variant],
    ...columns.map(([, figure, unit]) =>
      unit === undefined
        ? ratio(results, variant, "textbook", figure).toFixed(2)
        : `${typical(results, variant, figure).toFixed(0)} ${unit}`,
    ),
  ]);
  const seconds = typical(results, "textbook", "create").toFixed(1);
  return [
    ...[head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `Times are ratios to the textbook dynamic provider, whose create took ${seconds} s: medians of ${rounds.length} rounds, ` +
      `each with all variants. ${cpus().length} cores, Node ${process.versions.node}, ${engine}, @pulumi/pulumi ${sdkVersion}.`,
    "",
    openTofu === undefined
      ? "OpenTofu with a generic REST provider was not measured, because it is not installed."
      : `OpenTofu ${openTofu.version} with Mastercard/restapi ${openTofu.providerVersion} ran with \`-refresh=false\`. With a ` +
        "refresh, it reads every send ID, finds none, and creates all again.",
    "",
    "Goals of this project:",
    "",
    ...goals.map(({ figure, of, to, most }) => {
      const [title, , unit = ""] = columns.find(([, column]) => column === figure) ?? [];
      const what = to === undefined ? variants[of] : `${variants[of]} / ${variants[to]}`;
      const found = to === undefined ? typical(results, of, figure) : ratio(results, of, to, figure);
      const shown = to === undefined ? `${found.toFixed(0)} ${unit}` : found.toFixed(2);
      return `- ${title}, ${what}: ${shown}, at most ${most}: ${found <= most ? "met" : "**missed**"}`;
    }),
  ].join("\n");
}
