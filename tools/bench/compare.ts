import type { Cost } from "./measure";
import type { OpenTofu } from "./open-tofu";
import type { Operation, Sample, Variant } from "./sample";

/** The measurements of one run of the bench. */
export interface Results {
  /** Send IDs of each stack. */
  count: number;
  pulumiVersion: string;
  /** `undefined` if it was not measured. */
  openTofu: Pick<OpenTofu, "version" | "providerVersion"> | undefined;
  /** The measured variants, in the order in which they are shown. */
  variants: Variant[];
  rounds: Partial<Record<Variant, Sample>>[];
  /** Milliseconds until the plugin and a bare server print their ports, measured alternately. */
  starts: { plugin: number; bare: number }[];
  /** Milliseconds that `import "pulumi-braze"` adds to `@pulumi/pulumi`. */
  imports: number[];
}

type Figure = (sample: Sample) => number;

function figureOf(round: Partial<Record<Variant, Sample>>, variant: Variant, figure: Figure): number {
  const sample = round[variant];
  return sample === undefined ? Number.NaN : figure(sample);
}

/** The median, which a single disturbed round does not change. */
function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** The median of one figure over the rounds. */
export const typical = ({ rounds }: Results, variant: Variant, figure: Figure) =>
  median(rounds.map((round) => figureOf(round, variant, figure)));

/** One variant's figure divided by another's: the median of each round's ratio, so that a slow round cancels out. */
export const ratio = ({ rounds }: Results, variant: Variant, to: Variant, figure: Figure) =>
  median(rounds.map((round) => figureOf(round, variant, figure) / figureOf(round, to, figure)));

export const cost =
  (operation: Operation, figure: keyof Cost = "wall"): Figure =>
  (sample) =>
    sample.costs[operation][figure];

export const stateBytes: Figure = (sample) => sample.stateBytes;

export interface Goal {
  goal: string;
  measured: number;
  most: number;
  unit?: string;
}

/** The goals, and what was measured. */
export function goals(results: Results): Goal[] {
  return [
    {
      goal: "create, plugin with YAML / textbook",
      measured: ratio(results, "yaml", "textbook", cost("create")),
      most: 0.45,
    },
    {
      goal: "no-op, plugin with YAML / textbook",
      measured: ratio(results, "yaml", "textbook", cost("no-op")),
      most: 0.4,
    },
    {
      goal: "create, plugin with JavaScript / pulumi-braze",
      measured: ratio(results, "plugin", "dynamic", cost("create")),
      most: 0.75,
    },
    {
      goal: "state per send ID, pulumi-braze / textbook",
      measured: ratio(results, "dynamic", "textbook", stateBytes),
      most: 0.45,
    },
    {
      goal: "state per send ID, plugin with YAML",
      measured: typical(results, "yaml", stateBytes),
      most: 700,
      unit: "bytes",
    },
    {
      goal: "start of the plugin's executable / bare gRPC server's",
      measured: median(results.starts.map(({ plugin, bare }) => plugin / bare)),
      most: 1.2,
    },
    {
      goal: '`import "pulumi-braze"` after `@pulumi/pulumi`',
      measured: median(results.imports),
      most: 30,
      unit: "ms",
    },
  ];
}
