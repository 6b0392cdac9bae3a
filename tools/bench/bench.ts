/** Runs the comparison and writes it to `results/`. It takes almost an hour; `--quick` is a two-minute trial. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findEngine } from "../engine/find-engine";
import { chart } from "./chart";
import type { Results, Series } from "./compare";
import { importCost } from "./import-cost";
import { modes, type Sample, sample, type Variant, variants } from "./sample";
import { table } from "./table";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    quick: { type: "boolean", default: false },
    out: { type: "string", default: join(__dirname, "results") },
  },
});

async function main() {
  const rounds = options.quick ? 1 : Number(options.rounds);
  const [one, some, many] = options.quick ? [1, 5, 10] : [1, 100, 1000];
  // The start of a program costs the same for every stack, so the largest one runs in one mode only.
  const series: Series[] = modes.flatMap((mode) =>
    (mode === "JavaScript, no checkpoints" ? [one, some, many] : [one, some]).map((count) => ({
      mode,
      count: count as number,
      rounds: [],
    })),
  );
  const results: Results = { series, imports: [] };
  const { version } = await findEngine();
  // A run that is not counted fills the caches of the disk and the CLI.
  await sample("floor", "JavaScript", 1);
  for (let round = 0; round < rounds; round++) {
    for (const { mode, count, rounds: done } of series) {
      // The largest takes longest, and other processes affect it least.
      if (count === many && round % 3 !== 0) continue;
      const samples: Partial<Record<Variant, Sample>> = {};
      // The order changes from round to round.
      for (const variant of variants.map(
        (_, index) => variants[(index + round) % variants.length] as Variant,
      )) {
        samples[variant] = await sample(variant, mode, count);
      }
      done.push(samples as Record<Variant, Sample>);
      process.stderr.write(`round ${round + 1} of ${rounds}: ${count} by ${mode}\n`);
    }
    for (let time = 0; time < 3; time++) results.imports.push(await importCost());
  }
  const markdown = table(results, version);
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, "footprint.md"), markdown);
  await writeFile(join(options.out, "footprint.svg"), chart(results));
  process.stdout.write(markdown);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
