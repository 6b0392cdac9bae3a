import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { pythonEnvironment } from "../../tools/python-environment";
import { workflowFile, workflowNames } from "../pipeline/workflows";
import { checkout } from "./blocks";

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; "timeout-minutes"?: number; steps: Step[] }>;
}
interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

const folder = join(checkout, ".github/workflows");
const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

/** Required to attest the provenance of the package and the archives, and to write the release. */
const allowed = ["release.yml id-token", "release.yml contents", "release.yml attestations"];

for (const file of readdirSync(folder)) {
  describe(`the workflow ${file}`, () => {
    const text = readFileSync(join(folder, file), "utf8");
    const workflow = parse(text) as Workflow;
    const jobs = Object.values(workflow.jobs);

    it("has minimal permissions", () => {
      assert.ok(workflow.permissions);
      for (const { permissions = {} } of [workflow, ...jobs])
        for (const [what, access] of Object.entries(permissions))
          assert.ok(access === "read" || allowed.includes(`${file} ${what}`), `${what}: ${access}`);
    });

    it("has a timeout for each job", () => {
      for (const job of jobs) assert.ok(job["timeout-minutes"]);
    });

    it("runs only existing scripts", () => {
      for (const { run = "" } of jobs.flatMap(({ steps }) => steps))
        for (const [, script = ""] of run.matchAll(/npm (?:run )?(?!ci|publish)([\w:-]+)/g))
          assert.ok(script in scripts, `package.json has no script ${script}`);
    });
  });
}

/** Runs a linter, which exits with 0 if it finds no problem. */
function lint(command: string, args: string[]) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd: checkout, encoding: "utf8" });
  assert.equal(error, undefined, `${command} could not be run: ${error?.message}`);
  assert.equal(status, 0, stdout + stderr);
}

describe("all workflows, including those of the examples", function () {
  // The linters are installed once per machine.
  this.timeout(300_000);
  const workflows = [
    ...readdirSync(folder).map((file) => join(folder, file)),
    ...workflowNames.map((name) => workflowFile(name)),
  ];

  it("do not leave a token in the checkout, which zizmor accepts if it is explicit", () => {
    for (const file of workflows) {
      const { jobs } = parse(readFileSync(file, "utf8")) as Workflow;
      for (const step of Object.values(jobs).flatMap(({ steps }) => steps))
        if (step.uses?.startsWith("actions/checkout@"))
          assert.equal(step.with?.["persist-credentials"], false, file);
    }
  });

  it("pass actionlint, which requires Go", () =>
    lint("go", ["run", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12", "-no-color", ...workflows]));

  it("pass zizmor, which requires Python: pinned actions, no credentials, no injected scripts", async () => {
    const bin = await pythonEnvironment(["zizmor==1.32.0"]);
    lint(join(bin, "zizmor"), ["--offline", "--no-progress", ".github", ...workflows]);
  });
});
