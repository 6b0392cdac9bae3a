import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gitLabPipeline, workflow, workflowFile, workflowNames } from "./workflows";

const texts = workflowNames.map((name) => readFileSync(workflowFile(name), "utf8"));

// act and gitlab-ci-local ignore permissions, concurrency, environments, and branch filters, so these are read from the files.
describe("the example's workflows", () => {
  it("have minimal permissions", () => {
    assert.deepEqual(workflow("preview").permissions, { contents: "read", actions: "read" });
    for (const name of ["update", "simple", "figures"] as const)
      assert.deepEqual(workflow(name).permissions, { contents: "read" });
    assert.deepEqual(workflow("comment").permissions, {});
    assert.deepEqual(workflow("comment").jobs.comment?.permissions, {
      contents: "read",
      actions: "read",
      "pull-requests": "write",
    });
    assert.deepEqual(workflow("figures").jobs.figures?.permissions, { contents: "write" });
    for (const name of ["simple", "preview", "update"] as const) {
      for (const { permissions } of Object.values(workflow(name).jobs)) assert.equal(permissions, undefined);
    }
  });

  it("run a pull request's code without a secret and without write permission, if it may come from a fork", () => {
    const [, preview, comment] = texts;
    assert.equal(workflow("preview").on, "pull_request");
    assert.doesNotMatch(preview ?? "", /secrets\.|environment:/);
    // The one with write permission checks out the default branch only, and installs without scripts.
    assert.doesNotMatch(comment ?? "", /secrets\.|\bref:|pull_request_target/);
    assert.match(comment ?? "", /npm ci --ignore-scripts/);
  });

  it("run one update of a stack at a time, and never cancel it", () => {
    const { update } = workflow("update").jobs;
    const group = "update-$".concat("{{ matrix.stack }}");
    assert.deepEqual(update?.concurrency, { group, "cancel-in-progress": false });
    assert.equal(workflow("update").concurrency, undefined);
    const gitLab = gitLabPipeline().update;
    assert.equal(gitLab?.resource_group, "update-$STACK");
    assert.equal(gitLab?.interruptible, false);
  });

  it("start with one of at most 30 lines", () => {
    assert.ok((texts[0] ?? "").trimEnd().split("\n").length <= 30);
  });

  it("use a key only for the update, and for reading figures", () => {
    const holders = workflowNames.flatMap((name) =>
      Object.values(workflow(name).jobs).flatMap(({ env, steps }) => [
        ...(JSON.stringify(env ?? {}).includes("BRAZE_API_KEY") ? [`${name}: all`] : []),
        ...steps.filter((step) => JSON.stringify(step).includes("BRAZE_API_KEY")).map(({ run }) => run),
      ]),
    );
    assert.deepEqual(holders, [
      "pulumi up --yes --skip-preview",
      'pulumi up --stack "$STACK" --yes --skip-preview',
      "npx --no pulumi-braze results state.json --format csv > read.csv",
    ]);
  });
});
