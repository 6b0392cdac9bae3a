import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { type Emulator, startEmulator } from "../../provider/src/emulator";
import { findAct, runWorkflow } from "../../tools/act/run-workflow";
import { blocksOf, checkout } from "../documentation/blocks";
import { managers } from "../installed/combinations";
import { createdOnDayOf } from "./created-on-day-of";
import { type Forge, startForge } from "./forge";
import { createRepository, type Files, failing, program, tooMany } from "./repository";
import { type Runner, startRunner } from "./runner";
import { example, type WorkflowName, workflowFile } from "./workflows";

const head = {
  owner: "contributor",
  repository: "contributor/campaigns",
  branch: "autumn|`x`",
  sha: "c0ffee",
};

/** The payloads of the events, as far as the workflows read them. */
const repository = { default_branch: "main" };
const push = { ref: "refs/heads/main", repository };
const pullRequest = { number: 7, repository };

/** What nobody but the update can know. */
const passphrase = "the passphrase";

describe("the example's GitHub workflows, run by act with the real engine", () => {
  let runner: Runner;
  let emulator: Emulator;
  let forge: Forge;
  let nextRun = 1;
  before(async function () {
    // On a new machine, this builds act.
    this.timeout(600_000);
    await findAct();
    runner = await startRunner();
  });
  after(() => runner?.remove());
  beforeEach(async () => {
    [emulator, forge] = await Promise.all([
      startEmulator({ apiKey: "pipeline-key" }),
      startForge("forge-token"),
    ]);
  });
  afterEach(() => Promise.all([emulator.close(), forge.close()]));

  /** Runs a workflow in a repository with these files. It must not print a secret. */
  async function run(
    name: WorkflowName,
    event: string,
    payload: object,
    {
      files = {},
      secrets = {},
      ...options
    }: Pick<Parameters<typeof runWorkflow>[0], "env" | "secrets" | "vars"> & {
      files?: Files;
    } = {},
  ) {
    const id = String(nextRun++);
    const folder = createRepository(runner, files);
    const result = await runWorkflow({
      runner,
      repository: folder,
      workflow: join(folder, relative(example, workflowFile(name))),
      event,
      payload,
      secrets: { GITHUB_TOKEN: "forge-token", ...secrets },
      ...options,
      env: {
        GITHUB_API_URL: forge.url,
        GITHUB_REPOSITORY: "shop/campaigns",
        GITHUB_RUN_ID: id,
        ...options.env,
      },
    });
    for (const secret of ["forge-token", "pipeline-key", passphrase])
      assert.ok(!result.output.includes(secret), result.output);
    return { id, ...result };
  }

  /** The secrets and variables of the environment `prod`, for a new backend. */
  const prod = () => ({
    secrets: { PULUMI_CONFIG_PASSPHRASE: passphrase, BRAZE_API_KEY: "pipeline-key" },
    vars: {
      PULUMI_BACKEND_URL: `file://${mkdtempSync(join(runner.home, "backend-"))}`,
      BRAZE_REST_ENDPOINT: emulator.url,
    },
  });
  const created = () => emulator.created.map(({ sendId }) => sendId).sort();
  const publishedBy = (id: string) =>
    readFileSync(join(runner.env.ARTIFACTS ?? "", id, "state-prod/prod.json"), "utf8");
  /** The artifacts with the state, as GitHub lists them. The state is in the run `id`. */
  const artifactsOf = (id: string) => {
    const run = { repository_id: 1, head_repository_id: 1, head_branch: "main" };
    return [
      // A fork's main is not the repository's.
      { created_at: "2026-11-23T09:00:00Z", workflow_run: { ...run, id: 666, head_repository_id: 2 } },
      { created_at: "2026-11-23T08:00:00Z", workflow_run: { ...run, id: 667, head_branch: "other" } },
      { created_at: "2026-11-23T07:00:00Z", expired: true, workflow_run: { ...run, id: 668 } },
      { created_at: "2026-11-21T07:00:00Z", workflow_run: { ...run, id: 669 } },
      { created_at: "2026-11-22T07:00:00Z", workflow_run: { ...run, id: Number(id) } },
    ];
  };

  /** As the README says, the package is installed from a file, and the lock file is committed. */
  function installedFromFile(command: string[], files: Files, lockFile: string): Files {
    const tarball = basename(runner.tarball);
    const folder = createRepository(runner, { ...files, [tarball]: readFileSync(runner.tarball) });
    const manifest = join(folder, "package.json");
    const text = readFileSync(manifest, "utf8");
    writeFileSync(manifest, text.replace(/"pulumi-braze": ".*"/, `"pulumi-braze": "file:${tarball}"`));
    const [name = "", ...args] = command;
    execFileSync(name, args, { cwd: folder, env: runner.env, stdio: ["ignore", "pipe", "pipe"] });
    const names = [...Object.keys(files), tarball, "package.json", lockFile];
    return Object.fromEntries(names.map((file) => [file, readFileSync(join(folder, file))]));
  }

  // Not posted by the pipeline: the comments of people on every pull request.
  const foreign = Array.from({ length: 150 }, (_, id) => ({
    ...{ id, body: "<!-- pulumi-braze plan --> not by the bot", user: { type: "User" }, author: { id } },
  }));
  /** Runs the job that comments after the preview `id`, which must write one comment, and returns all comments of the bot. */
  async function comment(id: string, method: "POST" | "PATCH") {
    forge.requests.length = 0;
    const { jobs, output } = await run("comment", "workflow_run", {
      repository,
      workflow_run: {
        id: Number(id),
        event: "pull_request",
        conclusion: "success",
        head_repository: { full_name: head.repository, owner: { login: head.owner } },
        head_branch: head.branch,
        head_sha: head.sha,
        html_url: `https://github.example/shop/campaigns/actions/runs/${id}`,
      },
    });
    assert.deepEqual(jobs, { comment: "success" }, output);
    const written = forge.requests.filter((request) => !request.startsWith("GET"));
    assert.equal(written.length, 1);
    assert.ok(written[0]?.startsWith(method), written[0]);
    assert.deepEqual(forge.comments.get(7)?.slice(0, 150), foreign);
    return [...forge.comments].flatMap(([number, comments]) =>
      comments.slice(150).map(({ body }) => ({ number, body })),
    );
  }

  it("fork-safe: an update publishes the state, a preview without secrets finds it, and its plan is one comment", async () => {
    // An update creates what the default branch declares, and publishes the state.
    const update = await run("update", "push", push, prod());
    assert.deepEqual(update.jobs, { update: "success" }, update.output);
    assert.deepEqual(created(), ["spring-2026", "summer-2026"]);
    assert.match(update.summary, /^### Braze send IDs: 2 to create\./);
    const state = publishedBy(update.id);
    assert.doesNotMatch(state, /secrets_providers|pipeline-key/);
    assert.match(state, /"sendId":"summer-2026"/);

    // A fork's preview has no secret, finds the published state, and passes the limit.
    forge.artifacts = artifactsOf(update.id);
    const requests = emulator.requests.length;
    const preview = await run("preview", "pull_request", pullRequest, { files: { "index.ts": program } });
    assert.deepEqual(preview.jobs, { preview: "success" }, preview.output);
    const today = createdOnDayOf(preview.output, emulator);
    assert.match(
      preview.output,
      new RegExp(
        `Braze send IDs: 1 to create\\.[\\s\\S]*${1 + today} of 100: at least ${today} created today, 1 by this change`,
      ),
    );
    assert.match(preview.output, /\+ create {2}"autumn-2026"/);
    assert.equal(emulator.requests.length, requests);

    // The plan is one comment under the pull request.
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
    const [first, ...others] = await comment(preview.id, "POST");
    assert.deepEqual(others, []);
    assert.equal(first?.number, 7);
    assert.match(
      first?.body ?? "",
      /^<!-- pulumi-braze plan -->\n### Braze send IDs: 1 to create\.\n[\s\S]*`autumn-2026`[\s\S]*of c0ffee\./,
    );

    // A preview that fails says why, and updates the comment, so that it shows no old plan.
    forge.artifacts = [];
    const failed = await run("preview", "pull_request", pullRequest, { files: { "index.ts": failing } });
    assert.equal(failed.failed, "Preview", failed.output);
    assert.match(failed.output, /No state of prod is published yet/);
    assert.match(failed.output, /is a failed preview: .*no such season/);
    const [second, ...more] = await comment(failed.id, "PATCH");
    assert.deepEqual(more, []);
    assert.equal(second?.number, 7);
    assert.match(second?.body ?? "", /^<!-- pulumi-braze plan -->\nNo plan, because the preview failed\./);
  });

  it("fork-safe: only the default branch is updated, and only finished previews of pull requests get a comment", async () => {
    const branch = { ref: "refs/heads/other", repository };
    assert.deepEqual((await run("update", "workflow_dispatch", branch, prod())).jobs, {});
    for (const workflow_run of [
      { event: "pull_request", conclusion: "cancelled" },
      { event: "push", conclusion: "success" },
    ])
      assert.deepEqual((await run("comment", "workflow_run", { repository, workflow_run })).jobs, {});
    assert.deepEqual(forge.requests, []);
  });

  it("simple: a pull request shows its plan, and the merge creates what it shows", async () => {
    // The README uses Pulumi Cloud, which the runner replaces by a file backend.
    const { secrets, vars } = prod();
    const options = {
      secrets: { BRAZE_API_KEY: secrets.BRAZE_API_KEY },
      vars: { BRAZE_REST_ENDPOINT: vars.BRAZE_REST_ENDPOINT },
      env: { PULUMI_BACKEND_URL: vars.PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE: passphrase },
    };
    const request = (text: string) =>
      run("simple", "pull_request", pullRequest, { ...options, files: { "index.ts": text } });
    const plan = await request(program);
    assert.deepEqual(plan.jobs, { "send-ids": "success" }, plan.output);
    assert.match(plan.summary, /^### Braze send IDs: 3 to create\.[\s\S]*`autumn-2026`/);

    const failed = await request(failing);
    assert.match(failed.failed ?? "", /^pulumi preview/);
    assert.match(failed.output, /no such season/);

    const merge = (text: string) => run("simple", "push", push, { ...options, files: { "index.ts": text } });
    const over = await merge(tooMany);
    assert.match(over.failed ?? "", /--fail-over 100/);
    assert.equal(emulator.requests.length, 0);

    const merged = await merge(program);
    assert.deepEqual(merged.jobs, { "send-ids": "success" }, merged.output);
    assert.deepEqual(created(), ["autumn-2026", "spring-2026", "summer-2026"]);
  });

  it("figures: each run appends what it read to one file", async () => {
    const { secrets, vars } = prod();
    const { PULUMI_BACKEND_URL, BRAZE_REST_ENDPOINT } = vars;
    const remote = mkdtempSync(join(runner.home, "remote-"));
    const git = (...args: string[]) => execFileSync("git", ["-C", remote, ...args], { encoding: "utf8" });
    git("init", "--quiet", "--bare");
    const options = (key: string) => ({
      secrets: { [key]: secrets.BRAZE_API_KEY },
      vars: { BRAZE_REST_ENDPOINT },
      env: {
        PULUMI_BACKEND_URL,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        GIT_CONFIG_COUNT: "1",
        GIT_CONFIG_KEY_0: `url.${remote}.insteadOf`,
        GIT_CONFIG_VALUE_0: "https://x-access-token:forge-token@github.com/shop/campaigns",
      },
    });
    const merged = await run("simple", "push", push, options("BRAZE_API_KEY"));
    assert.deepEqual(merged.jobs, { "send-ids": "success" }, merged.output);
    const sent = await fetch(`${emulator.url}/messages/send`, {
      method: "POST",
      headers: { authorization: "Bearer pipeline-key", "content-type": "application/json" },
      body: JSON.stringify({
        ...{ broadcast: true, campaign_id: emulator.created[0]?.campaignId, send_id: "spring-2026" },
        messages: { email: { app_id: "app", message_variation_id: "email-0" } },
      }),
    });
    assert.equal(sent.status, 201, await sent.text());

    for (const _ of "12") {
      const { jobs, output } = await run("figures", "schedule", { repository }, options("BRAZE_READ_KEY"));
      assert.deepEqual(jobs, { figures: "success" }, output);
    }
    const [header = "", ...rows] = git("show", "figures:figures.csv").trim().split("\n");
    assert.match(header, /^project,stack,.*,channel,figure,value,read_at$/);
    const reads = new Set(rows.map((row) => row.split(",").at(-1)));
    assert.equal(reads.size, 2);
    assert.equal(
      rows.filter((row) => /,spring-2026,.*,data,.*,email,sent,\d+,/.test(row)).length,
      2,
      rows.join("\n"),
    );
    assert.equal(rows.filter((row) => /,summer-2026,.*,no data,,,,,/.test(row)).length, 2);
    assert.equal(git("rev-list", "--count", "figures").trim(), "2");
  });

  it("an API key in the stack configuration is neither published nor needed by a preview", async () => {
    const { secrets, vars } = prod();
    const { PULUMI_BACKEND_URL } = vars;
    const configured = {
      secrets: { PULUMI_CONFIG_PASSPHRASE: secrets.PULUMI_CONFIG_PASSPHRASE },
      vars: { PULUMI_BACKEND_URL },
    };
    const folder = createRepository(runner);
    const pulumi = (...args: string[]) =>
      execFileSync("pulumi", [...args, "--stack", "prod"], {
        cwd: folder,
        env: { ...runner.env, PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE: passphrase },
        stdio: ["ignore", "ignore", "pipe"],
      });
    pulumi("stack", "init");
    pulumi(
      "config",
      "set-all",
      "--path",
      ...[
        ...["--secret", "braze:apiKey=pipeline-key", "--plaintext", `braze:endpoint=${emulator.url}`],
        ...["--secret", "braze:workspaces.outdoor.apiKey=pipeline-key"],
        ...["--plaintext", `braze:workspaces.outdoor.endpoint=${emulator.url}`],
      ],
    );
    const files = {
      "Pulumi.prod.yaml": readFileSync(join(folder, "Pulumi.prod.yaml"), "utf8"),
      "index.ts": `${program}
        new BrazeSendId("outdoor", { campaignId, sendId: "outdoor-2026", workspace: "outdoor" });`,
    };
    assert.equal(files["Pulumi.prod.yaml"].match(/secure:/g)?.length, 2);
    assert.match(files["Pulumi.prod.yaml"], /encryptionsalt/);

    const update = await run("update", "push", push, { ...configured, files });
    assert.deepEqual(update.jobs, { update: "success" }, update.output);
    assert.ok(created().includes("outdoor-2026"));
    assert.doesNotMatch(publishedBy(update.id), /apiKey|ciphertext|pipeline-key/);

    forge.artifacts = artifactsOf(update.id);
    const preview = await run("preview", "pull_request", pullRequest, { files });
    assert.deepEqual(preview.jobs, { preview: "success" }, preview.output);
    assert.match(preview.output, /touches none|no change/i);
  });

  it("several workspaces are configured by one secret, and npm installs the package from a file", async () => {
    const { secrets, vars } = prod();
    const workspaces = { outdoor: { apiKey: secrets.BRAZE_API_KEY, endpoint: vars.BRAZE_REST_ENDPOINT } };
    const update = await run("update", "push", push, {
      secrets: {
        PULUMI_CONFIG_PASSPHRASE: secrets.PULUMI_CONFIG_PASSPHRASE,
        BRAZE_WORKSPACES: JSON.stringify(workspaces),
      },
      vars: { PULUMI_BACKEND_URL: vars.PULUMI_BACKEND_URL },
      files: {
        ...installedFromFile(["npm", "install", "--package-lock-only"], {}, "package-lock.json"),
        "index.ts": `import { BrazeSendId } from "pulumi-braze";
          const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
          new BrazeSendId("outdoor", { campaignId, sendId: "outdoor-2026", workspace: "outdoor" });`,
      },
    });
    assert.deepEqual(update.jobs, { update: "success" }, update.output);
    assert.deepEqual(created(), ["outdoor-2026"]);
    assert.doesNotMatch(publishedBy(update.id), /apiKey|ciphertext|pipeline-key/);
  });

  it("a preview installs with pnpm as the README says", async () => {
    const page = "examples/pipeline/README.md";
    const [settings] = blocksOf(page).filter(({ language }) => language === "yaml");
    const readme = readFileSync(join(checkout, page), "utf8");
    const install = `npx --yes ${managers.pnpm} install --frozen-lockfile`;
    assert.ok(readme.includes(`Replace \`npm ci\` with \`${install}\``));
    const files = installedFromFile(
      ["npx", "--yes", managers.pnpm, "install", "--lockfile-only"],
      { "pnpm-workspace.yaml": settings?.text ?? "" },
      "pnpm-lock.yaml",
    );
    const workflow = readFileSync(workflowFile("preview"), "utf8");
    const preview = await run("preview", "pull_request", pullRequest, {
      files: { ...files, ".github/workflows/preview.yml": workflow.replace("npm ci", install) },
    });
    assert.deepEqual(preview.jobs, { preview: "success" }, preview.output);
    assert.ok(preview.steps.includes(install), preview.output);
    assert.match(preview.output, /Braze send IDs: 2 to create/);
  });
});
