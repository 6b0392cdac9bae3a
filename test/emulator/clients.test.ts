import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Braze } from "braze-api";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { pythonEnvironment } from "../../tools/python-environment";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describe("the emulator, called by independent clients", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ campaigns: [{ id: campaignId, name: "Newsletter" }] });
  });
  afterEach(() => emulator.close());

  /** Every endpoint that the emulator serves. */
  const served = async (): Promise<string[]> => {
    const { paths } = (await (await fetch(`${emulator.url}/openapi.json`)).json()) as { paths: object };
    return Object.keys(paths).sort();
  };
  const called = () => [...new Set(emulator.requests.map(({ path }) => path.replace(/\?.*/s, "")))].sort();

  it("works with braze-api from npm, on every endpoint but the send analytics, which this client lacks", async () => {
    const braze = new Braze(emulator.url, defaultApiKey);
    const pair = { campaign_id: campaignId, send_id: "winter" };
    assert.equal((await braze.sends.id.create(pair)).send_id, "winter");
    assert.equal((await braze.campaigns.list()).campaigns[0]?.name, "Newsletter");
    assert.equal((await braze.campaigns.details({ campaign_id: campaignId })).name, "Newsletter");
    const messages = { email: { message_variation_id: "v1", from: "a@example.com" } } as never;
    const sent = [
      await braze.messages.send({ ...pair, external_user_ids: ["ada"], messages }),
      await braze.campaigns.trigger.send({ ...pair, broadcast: true }),
    ];
    for (const { dispatch_id } of sent) assert.match(dispatch_id, /^[0-9a-f]{32}$/);
    assert.deepEqual(
      called(),
      (await served()).filter((path) => path !== "/sends/data_series"),
    );
    await assert.rejects(new Braze(emulator.url, "wrong").campaigns.list(), /Invalid API key/);
  });

  it("works with universal-mcp-braze from PyPI on every endpoint, and with edx-braze-client where it calls one", async function () {
    // The packages are installed once for each checkout.
    this.timeout(120_000);
    const bin = await pythonEnvironment([
      // Both need only requests for their calls, and depend on whole frameworks.
      "--no-deps",
      ...["universal-mcp-braze==0.1.4", "edx-braze-client==1.1.4", "requests==2.32.5"],
      ...["urllib3==2.5.0", "certifi==2025.10.5", "idna==3.11", "charset-normalizer==3.4.4"],
    ]);
    const script = resolve(__dirname, "clients.py");
    const { stdout } = await promisify(execFile)(join(bin, "python"), [
      script,
      emulator.url,
      defaultApiKey,
      campaignId,
    ]);
    const { universal, edx } = JSON.parse(stdout);
    assert.deepEqual(Object.keys(universal).sort(), await served());
    assert.deepEqual(called(), await served());
    assert.equal(universal["/sends/id/create"].send_id, "from-python");
    assert.equal(universal["/campaigns/list"].campaigns[0].name, "Newsletter");
    assert.equal(universal["/campaigns/details"].name, "Newsletter");
    assert.match(universal["/messages/send"].dispatch_id, /^[0-9a-f]{32}$/);
    assert.match(universal["/campaigns/trigger/send"].dispatch_id, /^[0-9a-f]{32}$/);
    assert.equal(universal["/sends/data_series"].data[0].messages.email[0].sent, 2);
    assert.match(edx.sent.dispatch_id, /^[0-9a-f]{32}$/);
    assert.equal(edx["wrong campaign"], "BrazeBadRequestError");
    assert.equal(edx["wrong key"], "BrazeUnauthorizedError");
    assert.equal(emulator.created.length, 1);
  });
});
