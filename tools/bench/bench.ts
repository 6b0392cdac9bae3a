/**
 * Measures the alternatives that users have and writes the figures to docs/footprint.md, in about ten minutes. `--quick` only
 * checks in one minute that the bench runs, and writes nothing.
 */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Engine } from "../engine/find-engine";
import { ensureLanguageHost } from "../engine/find-engine";
import { runScript, type Steps } from "../steps";
import { sample } from "./measure";
import { findOpenTofu } from "./open-tofu";
import { type Results, report } from "./results";
import { pulumiProjects, type Variant } from "./variants";

const page = resolve(__dirname, "../../docs/footprint.md");

const { quick } = parseArgs({ options: { quick: { type: "boolean" } } }).values;
const [rounds, count] = quick ? [1, 3] : [5, 100];

runScript("bench", async (steps) => {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-braze-bench-"));
  try {
    const figures = report(await measureAll(folder, steps));
    if (!quick) {
      const text = await readFile(page, "utf8");
      await writeFile(page, text.replace(/(<!-- bench -->\n).*(<!-- \/bench -->)/s, `$1\n${figures}\n\n$2`));
    }
    return [figures];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function measureAll(folder: string, { signal, step }: Steps): Promise<Results> {
  const engine = nameOf(await ensureLanguageHost("yaml"));
  const openTofu = await findOpenTofu(join(folder, "opentofu"));
  const projects = Object.entries({ ...pulumiProjects, ...(openTofu && { openTofu: openTofu.project }) });
  const measureEach = async (count: number) => {
    const samples: Results["rounds"][number] = {};
    for (const [variant, makeProject] of projects) {
      signal.throwIfAborted();
      samples[variant as Variant] = await sample(makeProject, count, variant === "floor" ? 0 : count);
    }
    return samples;
  };

  await step("filling caches, which is not counted", () => measureEach(1));
  const results: Results = { count, engine, openTofu: openTofu?.name, rounds: [] };
  for (let round = 1; round <= rounds; round++) {
    results.rounds.push(await step(`round ${round} of ${rounds}`, () => measureEach(count)));
    // The next round starts with another variant.
    projects.push(...projects.splice(0, 1));
  }
  return results;
}

/** Names the engine. Built from its Go modules, it has an older language host for Node.js. */
function nameOf({ pulumi, version }: Engine): string {
  const isBuilt = existsSync(join(dirname(pulumi), "pulumi-language-nodejs-host"));
  return `Pulumi ${version}${isBuilt ? ", built from its Go modules" : ""}`;
}
