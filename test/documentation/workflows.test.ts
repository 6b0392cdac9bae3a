import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkout } from "./blocks";

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; "timeout-minutes"?: number; steps: Step[] }>;
}
interface Step {
  uses?: string;
  run?: string;
}

const folder = join(checkout, ".github/workflows");
const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

/** To prove who publishes and what made the archives, and to write the release's page. */
const allowed = ["release.yml id-token", "release.yml contents", "release.yml attestations"];

for (const file of readdirSync(folder)) {
  describe(`the workflow ${file}`, () => {
    const text = readFileSync(join(folder, file), "utf8");
    const workflow = parse(text) as Workflow;
    const jobs = Object.values(workflow.jobs);

    it("pins every action by commit, and names its version", () => {
      const uses = text.match(/uses: .*/g) ?? [];
      assert.ok(uses.length > 0);
      for (const use of uses) assert.match(use, /^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    it("may do little", () => {
      assert.ok(workflow.permissions, "it says what it may do");
      for (const { permissions = {} } of [workflow, ...jobs])
        for (const [what, access] of Object.entries(permissions))
          assert.ok(access === "read" || allowed.includes(`${file} ${what}`), `${what}: ${access}`);
    });

    it("ends", () => {
      for (const job of jobs) assert.ok(job["timeout-minutes"]);
    });

    it("runs what there is", () => {
      for (const { run = "" } of jobs.flatMap(({ steps }) => steps))
        for (const [, script = ""] of run.matchAll(/npm (?:run )?(?!ci|publish)([\w:-]+)/g))
          assert.ok(script in scripts, `there is no script ${script}`);
    });

    it("puts nothing into a shell that somebody else wrote", () => {
      for (const { run = "" } of jobs.flatMap(({ steps }) => steps)) assert.doesNotMatch(run, /\$\{\{/);
    });
  });
}
