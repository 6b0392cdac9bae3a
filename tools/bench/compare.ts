import type { Cost } from "./measure";
import type { Mode, Operation, Sample, Variant } from "./sample";

/** The rounds of one mode and one number of send IDs. */
export interface Series {
  mode: Mode;
  count: number;
  rounds: Record<Variant, Sample>[];
}

/** Everything one run of the bench measured. */
export interface Results {
  series: Series[];
  /** Milliseconds that `import "pulumi-braze"` adds to `@pulumi/pulumi`, one for each time it was measured. */
  imports: number[];
}

/** The median, which a single outlier does not change. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** The median of one figure over the rounds. */
export function typical(series: Series, variant: Variant, figure: (sample: Sample) => number): number {
  return median(series.rounds.map((round) => figure(round[variant])));
}

/** Compares two variants by the median of the ratio of each round, so that what slows down a whole round cancels out. */
export function ratio(
  series: Series,
  variant: Variant,
  to: Variant,
  figure: (sample: Sample) => number,
): number {
  return median(series.rounds.map((round) => figure(round[variant]) / figure(round[to])));
}

export const cost = (operation: Operation, figure: keyof Cost) => (sample: Sample) =>
  sample.costs[operation][figure];

/** CPU milliseconds of one more send ID between two sizes of stack. */
export function costOfOneMore(smaller: Series, larger: Series, variant: Variant, operation: Operation) {
  const figure = cost(operation, "cpu");
  const more = typical(larger, variant, figure) - typical(smaller, variant, figure);
  return (1000 * more) / (larger.count - smaller.count);
}

/** The series that differ only in the number of send IDs, smallest first. */
export function bySize(series: Series[]): Series[] {
  return series.filter(({ mode }) => mode === "JavaScript, no checkpoints");
}

/** What the package promises and what was measured. */
export interface Goal {
  goal: string;
  /** The median over all modes and sizes. */
  measured: number;
  /** The worst of all modes and sizes. */
  worst: number;
  most: number;
  unit?: string;
}

/** The goals, and how far they are met. */
export function goals({ series, imports }: Results): Goal[] {
  const over = (values: number[]) => ({ measured: median(values), worst: Math.max(...values) });
  const against = (to: Variant, figure: (sample: Sample) => number) =>
    over(series.map((one) => ratio(one, "pulumi-braze", to, figure)));
  const found: Goal[] = [];
  for (const operation of ["create", "no-op"] as const) {
    const cpu = cost(operation, "cpu");
    found.push(
      { goal: `CPU time of a ${operation}, to the floor's`, ...against("floor", cpu), most: 1.03 },
      { goal: `CPU time of a ${operation}, to the textbook's`, ...against("textbook", cpu), most: 1 },
    );
  }
  const state = against("textbook", (sample) => sample.stateBytes);
  found.push(
    { goal: "state for each send ID, to the textbook's", ...state, most: 0.45 },
    { goal: '`import "pulumi-braze"` over `@pulumi/pulumi`', ...over(imports), most: 30, unit: "ms" },
  );
  const [few, some, many] = bySize(series);
  if (few && some && many) {
    for (const operation of ["create", "no-op"] as const) {
      const overFloor = (smaller: Series, larger: Series) =>
        costOfOneMore(smaller, larger, "pulumi-braze", operation) -
        costOfOneMore(smaller, larger, "floor", operation);
      found.push({
        goal: `CPU time of one more ${operation} over the floor's: what it grows by from ${some.count} to ${many.count}`,
        ...over([overFloor(some, many) - overFloor(few, some)]),
        most: 1,
        unit: "ms",
      });
    }
  }
  return found;
}
