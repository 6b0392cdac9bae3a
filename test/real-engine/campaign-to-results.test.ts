import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Braze } from "braze-api";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { pulumiBraze } from "../support/pulumi-braze";
import { createStack, type Stack, sendIds, succeed } from "./stack";

const newsletter = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const offers = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const outdoorKey = "outdoor-key-5e9f6a1b";

describe("from a campaign to its results, on a real engine", function () {
  this.timeout(180_000);
  let emulator: Emulator;
  let stack: Stack;
  let folder: string;
  let env: Record<string, string>;

  before(async () => {
    emulator = await startEmulator({
      workspaces: [
        { name: "default", campaigns: [{ id: newsletter, name: "Newsletter" }] },
        { name: "outdoor", apiKeys: [outdoorKey], campaigns: [{ id: offers, name: "Offers" }] },
      ],
    });
    const workspaces = { outdoor: { apiKey: outdoorKey, endpoint: emulator.url } };
    env = {
      BRAZE_API_KEY: defaultApiKey,
      BRAZE_REST_ENDPOINT: emulator.url,
      BRAZE_WORKSPACES: JSON.stringify(workspaces),
    };
    folder = mkdtempSync(join(tmpdir(), "pulumi-braze-circle-"));
    stack = await createStack({
      program: sendIds({
        winter: { campaignId: newsletter, sendId: "winter-sale" },
        tents: { campaignId: offers, sendId: "tents", workspace: "outdoor" },
        unused: { campaignId: newsletter, sendId: "not-sent-yet" },
      }),
      env,
    });
    await succeed(stack.up());
    writeFileSync(join(folder, "state.json"), (await stack.exported()).text);

    // Like an application, with a client that is independent of this project.
    const message = { email: { message_variation_id: "v1", from: "a@example.com" } } as never;
    const send = (key: string, campaignId: string, sendId: string, users: string[]) =>
      new Braze(emulator.url, key).messages.send({
        campaign_id: campaignId,
        send_id: sendId,
        external_user_ids: users,
        messages: message,
      });
    await send(defaultApiKey, newsletter, "winter-sale", ["ada", "grace", "joan"]);
    await send(outdoorKey, offers, "tents", ["ada"]);
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await pulumiBraze(args, { env });
    assert.equal(code, 0, stdout + stderr);
    assert.ok(![stdout, stderr].some((text) => text.includes(defaultApiKey) || text.includes(outdoorKey)));
    return stdout;
  };
  const state = () => join(folder, "state.json");

  it("lists the send IDs, without a key", async () => {
    const { code, stdout } = await pulumiBraze(["list", "--state", state(), "--format", "pairs"], {
      env: {},
    });
    assert.equal(code, 0);
    assert.deepEqual(stdout.trim().split("\n").sort(), [
      `${offers}:tents`,
      `${newsletter}:not-sent-yet`,
      `${newsletter}:winter-sale`,
    ]);
  });

  it("checks both connections and lists the campaigns", async () => {
    assert.match(await run("check"), /valid/i);
    assert.match(await run("campaigns", "letter"), new RegExp(newsletter));
  });

  it("shows figures for the send IDs that were used, and no data for the other one", async () => {
    const text = await run("results", "--state", state());
    assert.match(text, /winter-sale/);
    assert.match(text, /tents/);
    assert.match(text, /no data/i);
    assert.doesNotMatch(text, /does not exist/);

    const json = await run("results", "--state", state(), "--format", "json");
    assert.match(json, /"unique_recipients": 3/);
    assert.match(json, /"unique_recipients": 1\b/);

    const csv = await run("results", "--state", state(), "--format", "csv");
    assert.match(csv, /winter-sale.*email.*sent.*,3/);

    const page = join(folder, "results.html");
    await run("results", "--state", state(), "--html", page);
    const html = readFileSync(page, "utf8");
    for (const shown of ["winter-sale", "tents", "not-sent-yet"]) assert.ok(html.includes(shown));
    assert.ok(!html.includes(defaultApiKey));
  });

  it("created the three that were declared, and nothing else", () => {
    assert.deepEqual(emulator.created.map(({ sendId }) => sendId).sort(), [
      "not-sent-yet",
      "tents",
      "winter-sale",
    ]);
    const creates = emulator.requests.filter(({ path }) => path === "/sends/id/create");
    assert.equal(creates.length, 3);
  });
});
