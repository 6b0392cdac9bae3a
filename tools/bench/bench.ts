/**
 * Measures the alternatives that users have and writes the figures to docs/footprint.md, in about ten minutes. `--quick` only
 * checks in one minute that the bench runs, and writes nothing.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureLanguageHost } from "../engine/ensure-language-host";
import { chart } from "./chart";
import type { Results } from "./compare";
import { importCost } from "./import-cost";
import { findOpenTofu } from "./open-tofu";
import { pulumiProject, pulumiVariants } from "./pulumi-project";
import { type MakeProject, type Sample, sample, type Variant } from "./sample";
import { makeServers, startTime } from "./start";
import { table } from "./table";

const page = resolve(__dirname, "../../docs/footprint.md");

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    count: { type: "string", default: "100" },
    quick: { type: "boolean", default: false },
  },
});

async function main() {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-braze-bench-"));
  let results: Results;
  try {
    results = await measureAll(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const figures = table(results);
  process.stdout.write(`${figures}\n`);
  if (options.quick) return;
  const text = await readFile(page, "utf8");
  await writeFile(page, text.replace(/(<!-- bench -->\n).*(<!-- \/bench -->)/s, `$1\n${figures}\n\n$2`));
  await writeFile(join(__dirname, "results/footprint.svg"), chart(results));
}

async function measureAll(folder: string): Promise<Results> {
  const rounds = options.quick ? 1 : Number(options.rounds);
  const { version } = await ensureLanguageHost("yaml");
  const openTofu = await findOpenTofu(join(folder, "opentofu"));
  const projects: [Variant, MakeProject][] = pulumiVariants.map((variant) => [
    variant,
    (options) => pulumiProject(variant, options),
  ]);
  if (openTofu !== undefined) projects.push(["openTofu", openTofu.project]);
  const servers = await makeServers(folder);
  const results: Results = {
    count: options.quick ? 3 : Number(options.count),
    pulumiVersion: version,
    openTofu,
    variants: projects.map(([variant]) => variant),
    rounds: [],
    starts: [],
    imports: [],
  };

  // The first run of each variant fills caches and is not counted.
  for (const [, makeProject] of projects) await sample(makeProject, 1);
  for (const file of Object.values(servers)) await startTime(file);
  for (let round = 0; round < rounds; round++) {
    const samples: Partial<Record<Variant, Sample>> = {};
    for (const [variant, makeProject] of projects)
      samples[variant] = await sample(makeProject, results.count);
    results.rounds.push(samples);
    // The next round starts with another variant.
    projects.push(...projects.splice(0, 1));
    for (let time = 0; time < 3; time++) {
      results.starts.push({
        plugin: await startTime(servers.plugin),
        bare: await startTime(servers.bare),
      });
      results.imports.push(await importCost());
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
  return results;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
