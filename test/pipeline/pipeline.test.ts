import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../provider/src/emulator";
import { avoidMidnight } from "../support/midnight";
import { type Forge, startForge } from "./forge";
import { Runner } from "./runner";
import { example, gitLabPipeline } from "./workflows";

const head = {
  owner: "contributor",
  repository: "contributor/campaigns",
  branch: "autumn|`x`",
  sha: "c0ffee",
};

const failing = { files: { "index.ts": 'throw new Error("no such season");' }, ownProcess: true };

/** Adds 98 send IDs to the example's program. */
const tooMany = (program: string) =>
  program.replace(
    "const seasons = [",
    "const seasons = [...Array.from({ length: 98 }, (_, index) => String(index)), ",
  );

// Each test continues where the previous one ended, as in a repository.
describe("the example's pipeline, step by step with the real engine", () => {
  let home: string;
  let emulator: Emulator;
  let forge: Forge;
  let runner: Runner;
  let merged: string;
  let stackFile: string;
  before(async function () {
    // The plans count what the first test creates.
    this.timeout(10 * 60_000);
    await avoidMidnight(5 * 60);
    home = await mkdtemp(join(tmpdir(), "pulumi-braze-pipeline-"));
    await mkdir(join(home, "backend"));
    [emulator, forge, runner] = await Promise.all([
      startEmulator({ apiKey: "pipeline-key" }),
      startForge("forge-token"),
      Runner.start(home),
    ]);
    const program = await readFile(join(example, "index.ts"), "utf8");
    merged = program.replace('"summer-2026"', '"summer-2026", "autumn-2026"');
    assert.notEqual(merged, program);
  });
  after(async () => {
    await Promise.all([emulator?.close(), forge?.close()]);
    await rm(home, { recursive: true, force: true });
  });

  const repository = () => ({
    "github.api_url": forge.url,
    "github.repository": "shop/campaigns",
    "github.event.repository.default_branch": "main",
  });
  const secret = (backend = "backend") => ({
    PULUMI_BACKEND_URL: `file://${join(home, backend)}`,
    PULUMI_ACCESS_TOKEN: "",
    PULUMI_CONFIG_PASSPHRASE: "the passphrase",
    BRAZE_API_KEY: "pipeline-key",
    BRAZE_REST_ENDPOINT: emulator.url,
    BRAZE_WORKSPACES: "",
  });
  /** Secrets and variables as expressions name them. */
  const contextsOf = (values: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => [
        [`secrets.${name}`, value],
        [`vars.${name}`, value],
      ]),
    );
  const created = () => emulator.created.map(({ sendId }) => sendId).sort();

  it("GitHub: an update creates what the default branch declares, and publishes the state", async () => {
    const { failed, output, summary, folder } = await runner.gitHub(
      "update",
      { ...repository(), ...contextsOf(secret()) },
      { ownProcess: true },
    );
    assert.equal(failed, undefined, output);
    assert.deepEqual(created(), ["spring-2026", "summer-2026"]);
    assert.match(summary, /^### Braze send IDs: 2 to create\./);
    const state = await readFile(join(runner.artifacts.get("state-prod") ?? "", "prod.json"), "utf8");
    assert.doesNotMatch(state, /secrets_providers|pipeline-key/);
    assert.match(state, /"sendId":"summer-2026"/);
    stackFile = await readFile(join(folder, "Pulumi.prod.yaml"), "utf8");
    assert.match(stackFile, /encryptionsalt/);
  });

  it("GitHub: a fork's preview has no secret, finds the published state, and passes the limit", async () => {
    const run = { repository_id: 1, head_repository_id: 1, head_branch: "main" };
    forge.artifacts = [
      // A fork's main is not the repository's.
      { created_at: "2026-11-23T09:00:00Z", workflow_run: { ...run, id: 666, head_repository_id: 2 } },
      { created_at: "2026-11-23T08:00:00Z", workflow_run: { ...run, id: 667, head_branch: "other" } },
      { created_at: "2026-11-23T07:00:00Z", expired: true, workflow_run: { ...run, id: 668 } },
      { created_at: "2026-11-21T07:00:00Z", workflow_run: { ...run, id: 669 } },
      { created_at: "2026-11-22T07:00:00Z", workflow_run: { ...run, id: 7 } },
    ];
    const requests = emulator.requests.length;
    const { failed, output } = await runner.gitHub("preview", repository(), {
      files: {
        "index.ts": merged,
        // As committed, with the salt of its secrets.
        "Pulumi.prod.yaml": stackFile,
      },
      ownProcess: true,
    });
    assert.equal(failed, undefined, output);
    assert.match(
      output,
      /Braze send IDs: 1 to create\.[\s\S]*3 of 100: at least 2 created today, 1 by this change/,
    );
    assert.match(output, /\+ create {2}"autumn-2026"/);
    assert.equal(emulator.requests.length, requests);
    assert.deepEqual(runner.downloads, ["state-prod of run 7"]);
  });

  // Not posted by the pipeline: the comments of people on every pull request.
  const foreign = Array.from({ length: 150 }, (_, id) => ({
    ...{ id, body: "<!-- pulumi-braze plan --> not by the bot", user: { type: "User" }, author: { id } },
  }));
  /** Runs the job that comments after the preview `run`, which must write one comment, and returns all comments of the bot. */
  async function comment(run: string, method: "POST" | "PATCH") {
    forge.requests.length = 0;
    const { failed, output } = await runner.gitHub("comment", {
      ...repository(),
      "github.event.workflow_run.id": run,
      "github.event.workflow_run.head_repository.full_name": head.repository,
      "github.event.workflow_run.head_repository.owner.login": head.owner,
      "github.event.workflow_run.head_branch": head.branch,
      "github.event.workflow_run.head_sha": head.sha,
      "github.event.workflow_run.html_url": `https://github.example/shop/campaigns/actions/runs/${run}`,
    });
    assert.equal(failed, undefined, output);
    const written = forge.requests.filter((request) => !request.startsWith("GET"));
    assert.equal(written.length, 1);
    assert.ok(written[0]?.startsWith(method), written[0]);
    assert.deepEqual(forge.comments.get(7)?.slice(0, 150), foreign);
    return [...forge.comments].flatMap(([number, comments]) =>
      comments.slice(150).map(({ body }) => ({ number, body })),
    );
  }

  it("GitHub: the plan is one comment under the pull request", async () => {
    const pull = (number: number, sha: string, full_name: string) => ({
      number,
      head: { sha, repo: { full_name } },
    });
    forge.pulls = [
      pull(5, head.sha, "somebody-else/campaigns"),
      pull(6, "an older commit", head.repository),
      pull(7, head.sha, head.repository),
    ];
    forge.comments = new Map([5, 6, 7].map((number) => [number, structuredClone(foreign)]));
    const own = await comment("8", "POST");
    assert.equal(own.length, 1);
    assert.equal(own[0]?.number, 7);
    assert.match(
      own[0]?.body ?? "",
      /^<!-- pulumi-braze plan -->\n### Braze send IDs: 1 to create\.\n[\s\S]*`autumn-2026`[\s\S]*of c0ffee\./,
    );
  });

  it("GitHub: a preview that fails says why, and updates the comment, so that it shows no old plan", async () => {
    const preview = await runner.gitHub("preview", repository(), failing);
    assert.equal(preview.failed, "Preview");
    assert.match(preview.output, /is a failed preview: .*no such season/);
    const own = await comment("9", "PATCH");
    assert.equal(own.length, 1);
    assert.equal(own[0]?.number, 7);
    assert.match(own[0]?.body ?? "", /^<!-- pulumi-braze plan -->\nNo plan, because the preview failed\./);
  });

  const mergeRequest = () => ({
    CI_API_V4_URL: forge.url,
    CI_MERGE_REQUEST_PROJECT_ID: "42",
    CI_MERGE_REQUEST_IID: "3",
    CI_DEFAULT_BRANCH: "main",
    CI_COMMIT_SHA: head.sha,
    CI_PIPELINE_URL: "https://gitlab.example/shop/campaigns/-/pipelines/8",
    BRAZE_PLAN_TOKEN: "forge-token",
  });
  it("GitLab: a preview over the limit fails, and its plan is one note, which is updated", async () => {
    const { preview, comment } = gitLabPipeline();
    assert.ok(preview && comment);
    const published = join(runner.artifacts.get("state-prod") ?? "", "prod.json");
    forge.gitLabState = await readFile(published, "utf8");
    forge.comments = new Map([[3, []]]);
    const { failed, output, folder } = await runner.gitLab(preview, mergeRequest(), {
      files: { "index.ts": tooMany(merged) },
    });
    assert.match(failed ?? "", /--fail-over 100/, output);
    assert.match(output, /101 of 100: at least 2 created today, 99 by this change; 1 over the limit/);
    for (const method of ["POST", "PUT"]) {
      forge.requests.length = 0;
      const note = await runner.gitLab(comment, mergeRequest(), { folder });
      assert.equal(note.failed, undefined, note.output);
      assert.ok(forge.requests.at(-1)?.startsWith(method), forge.requests.at(-1));
      assert.equal(forge.comments.get(3)?.length, 1);
      assert.match(forge.comments.get(3)?.[0]?.body ?? "", /99 to create[\s\S]*Over the daily limit of 100/);
    }
  });

  it("GitLab: an update over the limit creates nothing, one within it what was merged", async () => {
    const { update } = gitLabPipeline();
    assert.ok(update);
    const over = await runner.gitLab(update, secret(), { files: { "index.ts": tooMany(merged) } });
    assert.equal(over.failed, "sh ci/check.sh", over.output);
    assert.match(over.output, /101 of 100: at least 2 created today, 99 by this change; 1 over the limit/);
    assert.equal(emulator.created.length, 2);
    const { failed, output, folder } = await runner.gitLab(update, secret(), {
      files: { "index.ts": merged },
    });
    assert.equal(failed, undefined, output);
    assert.deepEqual(created(), ["autumn-2026", "spring-2026", "summer-2026"]);
    assert.deepEqual(update.artifacts?.paths, ["public/$STACK.json"]);
    const published = await readFile(join(folder, "public/prod.json"), "utf8");
    assert.match(published, /"sendId":"autumn-2026"/);
    assert.doesNotMatch(published, /secrets_providers/);
  });

  it("GitHub, simple: a pull request shows its plan, and the merge creates what it shows", async () => {
    await mkdir(join(home, "simple-backend"));
    const backend = {
      PULUMI_BACKEND_URL: `file://${join(home, "simple-backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "the passphrase",
    };
    const before = emulator.created.length;
    const run = (event: string, options: Parameters<typeof runner.gitHub>[2]) =>
      runner.gitHub(
        "simple",
        { ...repository(), ...contextsOf(secret()), "github.event_name": event },
        { ...options, runnerEnvironment: backend },
      );
    const program = merged.replaceAll("2026", "2027");
    const pullRequest = await run("pull_request", { files: { "index.ts": program } });
    assert.equal(pullRequest.failed, undefined, pullRequest.output);
    assert.match(pullRequest.summary, /^### Braze send IDs: 3 to create\.[\s\S]*`autumn-2027`/);
    assert.equal(emulator.created.length, before);

    const failed = await run("pull_request", failing);
    assert.match(failed.failed ?? "", /pulumi preview/);
    assert.match(failed.output, /no such season/);

    const over = await run("push", { files: { "index.ts": tooMany(program) } });
    assert.match(over.failed ?? "", /--fail-over 100/);
    assert.equal(emulator.created.length, before);

    const push = await run("push", { files: { "index.ts": program } });
    assert.equal(push.failed, undefined, push.output);
    assert.equal(emulator.created.length, before + 3);
  });

  it("GitHub: an API key in the stack configuration is neither published nor needed by a preview", async () => {
    await mkdir(join(home, "configured-backend"));
    const configured = { ...secret("configured-backend"), BRAZE_API_KEY: "", BRAZE_REST_ENDPOINT: "" };
    const set = (flags: string, name: string, value: string) =>
      `pulumi config set --stack prod ${flags} --path '${name}' ${value}`;
    const setUp = await runner.gitLab(
      {
        script: [
          "pulumi stack init prod",
          set("--secret", "braze:apiKey", "pipeline-key"),
          set("", "braze:endpoint", emulator.url),
          set("--secret", "braze:workspaces.outdoor.apiKey", "pipeline-key"),
          set("", "braze:workspaces.outdoor.endpoint", emulator.url),
        ],
        rules: [],
      },
      configured,
    );
    assert.equal(setUp.failed, undefined, setUp.output);
    const files = {
      "Pulumi.prod.yaml": await readFile(join(setUp.folder, "Pulumi.prod.yaml"), "utf8"),
      "index.ts": `${merged.replaceAll("2026", "2028")}
        new BrazeSendId("outdoor", { campaignId, sendId: "outdoor-2028", workspace: "outdoor" });`,
    };
    assert.equal(files["Pulumi.prod.yaml"].match(/secure:/g)?.length, 2);

    const update = await runner.gitHub("update", { ...repository(), ...contextsOf(configured) }, { files });
    assert.equal(update.failed, undefined, update.output);
    assert.ok(created().includes("outdoor-2028"));
    const state = await readFile(join(runner.artifacts.get("state-prod") ?? "", "prod.json"), "utf8");
    assert.doesNotMatch(state, /apiKey|ciphertext|pipeline-key/);

    const preview = await runner.gitHub("preview", repository(), { files });
    assert.equal(preview.failed, undefined, preview.output);
    assert.match(preview.output, /touches none|no change/i);
  });

  it("GitHub: several workspaces are configured by one secret", async () => {
    await mkdir(join(home, "workspaces-backend"));
    const workspaces = {
      ...secret("workspaces-backend"),
      BRAZE_API_KEY: "",
      BRAZE_REST_ENDPOINT: "",
      BRAZE_WORKSPACES: JSON.stringify({ outdoor: { apiKey: "pipeline-key", endpoint: emulator.url } }),
    };
    const program = `import { BrazeSendId } from "pulumi-braze";
      const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
      new BrazeSendId("outdoor", { campaignId, sendId: "outdoor-2029", workspace: "outdoor" });`;
    const { failed, output } = await runner.gitHub(
      "update",
      { ...repository(), ...contextsOf(workspaces) },
      { files: { "index.ts": program } },
    );
    assert.equal(failed, undefined, output);
    assert.ok(created().includes("outdoor-2029"));
    const state = await readFile(join(runner.artifacts.get("state-prod") ?? "", "prod.json"), "utf8");
    assert.doesNotMatch(state, /apiKey|ciphertext|pipeline-key/);
  });
});
