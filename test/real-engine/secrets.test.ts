import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultApiKey, type Emulator, startEmulator } from "../../provider/src/emulator";
import type { Plan } from "../../provider/src/plan/plan-schema";
import { planSchema } from "../../provider/src/plan/plan-schema";
import { recording } from "../plan/recordings";
import { setClock } from "../support/clock";
import { pulumiBraze } from "../support/pulumi-braze";
import { createStack, describeOnEachHost, type Stack, succeed } from "./stack";

const campaignId = "aaaaaaaa-0b7c-4c72-9d80-e59c7f20f0d3";
const outdoorKey = "key-of-outdoor-brand";

/** Every property as a secret, once; and what an update that adds or changes secrets declares. */
const program = (more = "") => `
const { secret } = require("@pulumi/pulumi");
const { BrazeSendId } = require("pulumi-braze");
const campaignId = "${campaignId}";
new BrazeSendId("in-workspace", { campaignId, sendId: "w", workspace: secret("outdoor-brand") });
new BrazeSendId("of-campaign", { campaignId: secret(campaignId), sendId: "c" });
new BrazeSendId("named", { campaignId, sendId: secret("s") });
new BrazeSendId("adopted", { campaignId, sendId: "a", adopt: secret(true) });
new BrazeSendId("timed", { campaignId, sendId: "t" }, { additionalSecretOutputs: ["createdAt"] });
new BrazeSendId("generated", { campaignId }, { additionalSecretOutputs: ["createdAt", "sendId"] });
new BrazeSendId("plain", { campaignId, sendId: "p" });
${more}`;

describeOnEachHost("a state with secrets", (from) => {
  const now = "2026-11-24T12:00:00.000Z";
  setClock(now);
  let emulator: Emulator;
  let stack: Stack;
  let folder: string;
  /** Files with the export, without and with `--show-secrets`. */
  let hidden: string;
  let shown: string;
  before(async () => {
    emulator = await startEmulator({
      workspaces: [{ apiKeys: [defaultApiKey] }, { name: "outdoor-brand", apiKeys: [outdoorKey] }],
    });
    stack = await createStack({ program: program(), from, env: environment() });
    await succeed(stack.up());
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-secrets-"));
    const exported = async (name: string, ...args: string[]) => {
      const { output } = await succeed(stack.run("stack", "export", ...args));
      // As if the update had run when the commands do.
      await writeFile(join(folder, name), output.replace(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, now));
      return join(folder, name);
    };
    hidden = await exported("hidden");
    shown = await exported("shown", "--show-secrets");
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
    await rm(folder, { recursive: true });
  });
  const environment = () => ({
    BRAZE_API_KEY: defaultApiKey,
    BRAZE_REST_ENDPOINT: emulator.url,
    BRAZE_WORKSPACES: JSON.stringify({ "outdoor-brand": { apiKey: outdoorKey, endpoint: emulator.url } }),
  });

  it("is listed with what it does not show, and with --show-secrets with every value", async () => {
    const list = async (state: string) => {
      const { stdout } = await pulumiBraze(["list", state, "--format", "json"]);
      const { sendIds } = JSON.parse(stdout) as { sendIds: Record<string, string | null>[] };
      return new Map(sendIds.map((sendId) => [sendId.name, sendId]));
    };
    const unshown = await list(hidden);
    const all = await list(shown);
    const properties = { workspace: null, origin: "custom", secret: [] as string[] };
    for (const [name, expected, withSecrets] of [
      ["in-workspace", { secret: ["workspace"] }, { workspace: "outdoor-brand" }],
      ["of-campaign", {}, {}],
      ["named", {}, {}],
      ["adopted", { origin: null, secret: ["adopt"] }, { origin: "adopted" }],
      ["timed", { secret: ["createdAt"] }, {}],
      ["generated", { origin: "generated", secret: ["createdAt"] }, { origin: "generated" }],
      ["plain", {}, {}],
    ] as const) {
      const of = (sendId: Record<string, unknown> = {}) =>
        Object.fromEntries(Object.keys(properties).map((property) => [property, sendId[property]]));
      assert.deepEqual(of(unshown.get(name)), { ...properties, ...expected }, name);
      assert.deepEqual(of(all.get(name)), { ...properties, ...withSecrets }, name);
      const isCreated = name !== "adopted";
      assert.equal(typeof all.get(name)?.createdAt, isCreated ? "string" : "object", name);
      assert.equal(unshown.get(name)?.campaignId, campaignId);
    }
    const { stdout } = await pulumiBraze(["list", hidden]);
    assert.match(stdout, /^\(secret\) +in-workspace /m);
    assert.match(stdout, /^\(default\) +timed .* t +\(secret\) +- +custom$/m);
    assert.match(stdout, /^\(default\) +adopted .* - +- +\(secret\)$/m);
    assert.match(stdout, /^\(secret\): .* `pulumi stack export --show-secrets` does\.$/m);
    assert.doesNotMatch((await pulumiBraze(["list", shown])).stdout, /secret/);
    assert.match(
      (await pulumiBraze(["list", hidden, "--format", "csv"])).stdout,
      /,in-workspace,\w+,\(secret\),,/,
    );
  });

  it("is read from Braze with no other key than that of the workspace", async () => {
    const results = async (state: string, ...args: string[]) => {
      const before = emulator.requests.length;
      const run = await pulumiBraze(["results", state, ...args], { env: environment() });
      const asked = emulator.requests
        .slice(before)
        .map(
          ({ path, workspace }) =>
            [new URL(path, emulator.url).searchParams.get("send_id") ?? "", workspace ?? ""] as const,
        );
      return { ...run, asked: new Map(asked) };
    };
    const unshown = await results(hidden);
    assert.equal(unshown.code, 2);
    assert.equal(unshown.asked.has("w"), false);
    assert.equal(unshown.asked.size, 6);
    assert.match(
      unshown.stdout,
      /^Secret workspace\n\nw .*\n {2}Not read: The workspace of "in-workspace" is secret, and this state does not show it\. [^.]* `pulumi\s+stack export --show-secrets`/m,
    );
    assert.match(unshown.stdout, /^t .*, created at a secret time$/m);
    const all = await results(shown);
    assert.equal(all.code, 0);
    assert.equal(all.asked.get("w"), "outdoor-brand");
    assert.equal(all.asked.get("p"), "default");

    const since = ["--since", "2000-01-01"];
    assert.match(
      (await results(hidden, ...since)).stderr,
      /^--since includes 2 send IDs with a secret creation/,
    );
    assert.equal((await results(shown, ...since)).stderr, "");
  });

  it("is counted so that no workspace may have more", async () => {
    const planWith = async (state: string, ...args: string[]) =>
      pulumiBraze(["plan", recording("two-workspaces"), "--state", state, ...args]);
    const counts = async (state: string) => {
      const plan = planSchema.parse(JSON.parse((await planWith(state, "--format", "json")).stdout)) as Plan;
      return [plan.createdTodayUncertain, ...plan.workspaces.map(({ createdToday }) => createdToday)];
    };
    // Uncertain, default workspace, outdoor-brand.
    assert.deepEqual(await counts(hidden), [3, 6, 1]);
    assert.deepEqual(await counts(shown), [0, 5, 1]);
    const { stdout } = await planWith(hidden);
    assert.match(stdout, / about 6 created today/);
    assert.match(
      stdout,
      /3 send IDs in the given states have a secret workspace or creation time\. They are counted/,
    );
    assert.doesNotMatch((await planWith(shown)).stdout, /about|secret/);
    assert.equal((await planWith(hidden, "--fail-over", "6")).code, 3);
    assert.equal((await planWith(shown, "--fail-over", "6")).code, 0);
  });

  it("is not mistaken for one with values named [secret], which a preview shows", async () => {
    await stack.program(
      program(`
new BrazeSendId("new", { campaignId: secret(campaignId), sendId: secret("n"), workspace: secret("outdoor-brand") });
new BrazeSendId("maybe", { campaignId, sendId: "m", adopt: secret(true) });`),
    );
    const preview = join(folder, "preview");
    await writeFile(preview, (await stack.run("preview", "--json")).output);
    const { stdout } = await pulumiBraze(["plan", preview]);
    assert.match(stdout, /^ {2}secret +▓/m);
    assert.match(stdout, /"new": new\n {6}campaign secret, send ID secret, workspace secret\n/);
    assert.match(stdout, /"maybe": new; uncertain until the update\n/);
    assert.match(
      stdout,
      /1 uncertain: a value is secret or known only after the update\. Counted as created\./,
    );
    // Five or six were created in a workspace that may be the one.
    const over = async (limit: number) =>
      (await pulumiBraze(["plan", preview, "--state", shown, "--fail-over", String(limit)])).code;
    assert.equal(await over(6), 3);
    assert.equal(await over(7), 0);
  });

  it("names an interrupted create that was given a secret send ID, and how to see it", async () => {
    // As a killed update leaves it.
    const interrupted = async (state: string, name: string) => {
      const { deployment, ...rest } = JSON.parse(await readFile(state, "utf8"));
      const resource = deployment.resources.find(({ urn }: { urn: string }) => urn.endsWith(`::${name}`));
      const { outputs: _, id: __, ...pending } = resource;
      const file = join(folder, `interrupted-${name}`);
      await writeFile(
        file,
        JSON.stringify({
          ...rest,
          deployment: { pending_operations: [{ type: "creating", resource: pending }] },
        }),
      );
      return file;
    };
    const lost = await interrupted(hidden, "named");
    const plan = (state: string) => pulumiBraze(["plan", "--state", state, recording("no-change")]);
    assert.match(
      (await plan(lost)).stdout,
      /creating "named" \(secret send ID\)\. It may exist in Braze\. To see a secret send ID, run `pulumi stack export --show-secrets \| pulumi-braze list`\./,
    );
    assert.match((await pulumiBraze(["list", lost])).stdout, / \(secret\) +- +- +interrupted: may exist$/m);
    assert.match(
      (await plan(await interrupted(shown, "named"))).stdout,
      /creating "named" \(send ID "s"\)\./,
    );
    assert.match(
      (await plan(await interrupted(hidden, "generated"))).stdout,
      /creating "generated" \(generated by Braze\)\. It may exist in Braze\. To keep one/,
    );
  });
});
