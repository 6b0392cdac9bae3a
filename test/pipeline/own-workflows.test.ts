import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { version } from "pulumi-braze/package.json";
import { findAct, runWorkflow } from "../../tools/act/run-workflow";

const checkout = resolve(__dirname, "../..");

// The jobs that publish are run by the dry run of the release.
describe("this repository's workflows, run by act with a command in place of npm", () => {
  let home: string;
  before(async function () {
    // On a new machine, this builds act.
    this.timeout(600_000);
    await findAct();
  });
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "pulumi-braze-workflow-"));
    await mkdir(join(home, "bin"));
    await writeFile(join(home, "bin/npm"), '#!/bin/sh\necho "npm $* $SCHEDULES"\n', { mode: 0o755 });
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const run = (
    file: string,
    ref: string,
    options: Pick<Parameters<typeof runWorkflow>[0], "job" | "matrix"> = {},
  ) =>
    runWorkflow({
      runner: {
        home,
        env: {
          HOME: home,
          PATH: [join(home, "bin"), process.env.PATH].join(delimiter),
        },
      },
      repository: checkout,
      workflow: join(checkout, ".github/workflows", file),
      event: "push",
      payload: { ref },
      ...options,
    });
  /** The commands that npm was run with, and the number of schedules. */
  const commands = (output: string) => output.match(/^npm .*$/gm);

  const cached = ["actions/checkout", "actions/setup-node", "actions/cache", "npm ci"];
  const uncached = ["actions/checkout", "actions/setup-node", "npm ci"];
  for (const [job, before, command] of [
    ["check", uncached, "npm run check"],
    ["unit", uncached, "npm run test:unit"],
    ["test", cached, "npm test"],
    ["test-release", cached, "npm run test:release"],
  ] as const)
    it(`ci.yml runs ${command} on Linux${before === cached ? ", and caches the engine by the sources of its build" : ""}`, async () => {
      const matrix = before === cached ? { matrix: { os: "ubuntu-latest", node: "22" } } : {};
      const { jobs, steps, output } = await run("ci.yml", "refs/heads/main", { job, ...matrix });
      assert.deepEqual(jobs, { [job]: "success" }, output);
      assert.deepEqual(
        steps.map((step) => step.split("@")[0]),
        [...before, command],
      );
      assert.deepEqual(commands(output), ["npm ci", command]);
      if (before === cached) assert.match(output, /^cache pulumi-Linux-\w+-[0-9a-f]{64}$/m);
    });

  it("release.yml tests more than a change has to pass", async () => {
    const { jobs, output } = await run("release.yml", `refs/tags/v${version}`, { job: "test" });
    assert.deepEqual(jobs, { test: "success" }, output);
    assert.deepEqual(commands(output), [
      "npm ci",
      "npm run check",
      "npm test",
      "npm run test:release",
      "npm run simulate 10000",
      "npm run mutation",
    ]);
  });

  it("release.yml does nothing for a tag that is not the package's version", async () => {
    const { jobs, failed, output } = await run("release.yml", "refs/tags/v9.9.9");
    assert.deepEqual(jobs, { test: "failure" }, output);
    assert.equal(failed, "The tag is the package's version");
    assert.equal(commands(output), null);
  });
});
