import assert from "node:assert/strict";
import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../provider/src/emulator";
import { createdOnDayOf } from "./created-on-day-of";
import { startForge } from "./forge";
import { createRepository, tooMany } from "./repository";
import { runPipeline } from "./run-pipeline";
import { type Runner, startRunner } from "./runner";

describe("the example's GitLab pipeline, run by gitlab-ci-local with the real engine", () => {
  let runner: Runner;
  let emulator: Emulator;
  before(async () => {
    runner = await startRunner();
  });
  after(() => runner?.remove());
  beforeEach(async () => {
    emulator = await startEmulator({ apiKey: "pipeline-key" });
  });
  afterEach(() => emulator.close());

  it("creates what was merged, and fails over the limit, before anything is created; the plan is one note", async () => {
    const ofEnvironment = {
      PULUMI_BACKEND_URL: `file://${await mkdtemp(join(runner.home, "backend-"))}`,
      PULUMI_CONFIG_PASSPHRASE: "the passphrase",
      BRAZE_API_KEY: "pipeline-key",
      BRAZE_REST_ENDPOINT: emulator.url,
    };
    const update = await runPipeline({ runner, repository: createRepository(runner), ofEnvironment });
    assert.deepEqual(update.jobs, { update: "PASS" }, update.output);
    assert.deepEqual(emulator.created.map(({ sendId }) => sendId).sort(), ["spring-2026", "summer-2026"]);
    const published = await readFile(join(update.artifacts("update"), "public/prod.json"), "utf8");
    assert.match(published, /"sendId":"summer-2026"/);
    assert.doesNotMatch(published, /secrets_providers/);

    const forge = await startForge("forge-token");
    try {
      forge.gitLabState = published;
      forge.comments = new Map([[3, []]]);
      const variables = {
        CI_PIPELINE_SOURCE: "merge_request_event",
        CI_API_V4_URL: forge.url,
        CI_MERGE_REQUEST_PROJECT_ID: "42",
        CI_MERGE_REQUEST_IID: "3",
        CI_PIPELINE_URL: "https://gitlab.example/shop/campaigns/-/pipelines/8",
        BRAZE_PLAN_TOKEN: "forge-token",
      };
      const repository = createRepository(runner, { "index.ts": tooMany }, "autumn");
      const preview = await runPipeline({ runner, repository, variables, ofEnvironment });
      assert.deepEqual(preview.jobs, { preview: "FAIL", comment: "PASS" }, preview.output);
      const failed = preview.commands.filter((command) => command.startsWith("preview $ ")).at(-2);
      assert.match(failed ?? "", /--fail-over 100$/);
      const today = createdOnDayOf(preview.output, emulator);
      const limit = new RegExp(
        `${101 + today} of 100: at least ${today} created today, 101 by this change; ${1 + today} over the limit`,
      );
      assert.match(preview.output, limit);
      const note = async (method: string) => {
        assert.ok(forge.requests.at(-1)?.startsWith(method), forge.requests.at(-1));
        assert.equal(forge.comments.get(3)?.length, 1);
        assert.match(
          forge.comments.get(3)?.[0]?.body ?? "",
          /101 to create[\s\S]*Over the daily limit of 100/,
        );
      };
      await note("POST");
      const again = await runPipeline({ runner, repository, variables, job: "comment" });
      assert.deepEqual(again.jobs, { comment: "PASS" }, again.output);
      await note("PUT");

      const merged = createRepository(runner, { "index.ts": tooMany });
      const over = await runPipeline({ runner, repository: merged, ofEnvironment });
      assert.deepEqual(over.jobs, { update: "FAIL" }, over.output);
      assert.deepEqual(over.commands, [
        "update $ npm ci",
        "update $ sh ci/check.sh",
        "update $ sh ci/publish.sh",
      ]);
      assert.match(over.output, limit);
      assert.equal(emulator.created.length, 2);
    } finally {
      await forge.close();
    }
  });
});
