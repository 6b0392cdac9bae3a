import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import type { Fault } from "../../provider/src/emulator";
import {
  campaignId,
  closeEmulators,
  limits,
  otherCampaignId,
  start,
  type TestEmulator,
} from "./test-emulator";

describe("emulator: scripted faults", () => {
  let emulator: TestEmulator;
  beforeEach(async () => {
    emulator = await start({ workspaces: [{ name: "eu" }, { name: "us", apiKeys: ["us-key"] }] });
  });
  afterEach(closeEmulators);
  const create = (sendId = "spring", campaign = campaignId, key = "emulator-api-key-not-a-secret") =>
    emulator.create({ campaign_id: campaign, send_id: sendId }, { authorization: `Bearer ${key}` });
  const broken = (error: Error) =>
    error instanceof TypeError && /fetch failed|terminated/.test(error.message);
  const recorded = () => emulator.requests.map(({ status, created }) => ({ status, created }));

  it("sends the scripted response, and creates nothing", async () => {
    emulator.script({ status: 503 });
    const response = await create();
    assert.equal(response.status, 503);
    assert.deepEqual(response.body, { message: "Service Unavailable" });
    assert.deepEqual(limits(response).slice(0, 2), ["100", "100"]);
    assert.match(response.headers.get("x-request-id") ?? "", /./);
    assert.deepEqual(emulator.created, []);
    assert.equal((await create()).status, 201);
    assert.deepEqual(recorded(), [
      { status: 503, created: false },
      { status: 201, created: true },
    ]);
  });

  it("sends a failure and creates the send ID, with create: true", async () => {
    emulator.script({ status: 500, create: true });
    assert.equal((await create()).status, 500);
    assert.deepEqual(
      emulator.created.map(({ sendId }) => sendId),
      ["spring"],
    );
    assert.deepEqual(recorded(), [{ status: 500, created: true }]);
  });

  it("creates nothing for an invalid request", async () => {
    emulator.script({ status: 500, create: true });
    assert.equal((await emulator.create({ campaign_id: "unknown" })).status, 500);
    assert.deepEqual(emulator.created, []);
  });

  it("sends the scripted body and headers", async () => {
    emulator.script({
      status: 502,
      body: "<html>",
      headers: { "content-type": "text/html", "x-ratelimit-reset": null },
    });
    const response = await create();
    assert.deepEqual([response.text, response.headers.get("content-type")], ["<html>", "text/html"]);
    assert.deepEqual(limits(response), ["100", "100", null]);
    emulator.script({ body: { message: "queued" }, headers: { "retry-after": "7" } });
    const altered = await create();
    assert.deepEqual(
      [altered.status, altered.body, altered.headers.get("retry-after")],
      [201, { message: "queued" }, "7"],
    );
    emulator.script({ status: 401 });
    assert.deepEqual(limits(await create()), ["", "", ""]);
  });

  it("closes the connection before creating", async () => {
    emulator.script({ drop: "before-creating" });
    await assert.rejects(create(), broken);
    assert.deepEqual(emulator.created, []);
    assert.deepEqual(recorded(), [{ status: undefined, created: false }]);
  });

  it("closes the connection after creating", async () => {
    emulator.script({ drop: "after-creating" });
    await assert.rejects(create(), broken);
    assert.equal(emulator.created.length, 1);
    assert.deepEqual(recorded(), [{ status: undefined, created: true }]);
  });

  it("closes the connection in the middle of the response", async () => {
    emulator.script({ drop: "mid-response" });
    const response = await fetch(`${emulator.url}/sends/id/create`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer us-key" },
      body: JSON.stringify({ campaign_id: campaignId, send_id: "spring" }),
    });
    assert.equal(response.status, 201);
    const { length } = JSON.stringify({ message: "success", send_id: "spring" });
    assert.equal(response.headers.get("content-length"), String(length));
    let received = 0;
    await assert.rejects(async () => {
      for await (const chunk of response.body ?? []) received += chunk.length;
    }, broken);
    assert.equal(received, Math.floor(length / 2));
    assert.equal(emulator.created.length, 1);
  });

  it("creates before a delay", async () => {
    emulator.script({ delayMs: 300 });
    const started = performance.now();
    let hasResponded = false;
    const responded = create().then(() => {
      hasResponded = true;
    });
    while (emulator.created.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(!hasResponded, "created before the wait");
    await responded;
    assert.ok(performance.now() - started >= 295);
  });

  it("continues if the client gives up during a delay", async () => {
    emulator.script({ delayMs: 1000 });
    const signal = AbortSignal.timeout(200);
    await assert.rejects(
      fetch(`${emulator.url}/sends/id/create`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer us-key" },
        body: JSON.stringify({ campaign_id: campaignId }),
        signal,
      }),
      { name: "TimeoutError" },
    );
    while (recorded().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(recorded(), [{ status: undefined, created: true }]);
    assert.equal((await create()).status, 201);
  });

  it("sends the body slowly", async () => {
    emulator.script({
      status: 200,
      body: "x".repeat(50),
      headers: { "content-type": "text/plain" },
      bytesPerSecond: 100,
    });
    const started = performance.now();
    const response = await fetch(`${emulator.url}/sends/id/create`, { method: "POST" });
    assert.equal((await response.text()).length, 50);
    assert.ok(performance.now() - started >= 490);
  });

  it("sends the headers before a slow body", async () => {
    // The first byte would arrive after 100 s.
    emulator.script({ status: 200, body: "x", bytesPerSecond: 0.01 });
    const response = await fetch(`${emulator.url}/sends/id/create`, { method: "POST" });
    assert.equal(response.status, 200);
    await response.body?.cancel();
  });

  it("applies faults in order, each the given number of times", async () => {
    emulator.script({ status: 500, times: 2 });
    emulator.script({ status: 502 });
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await create()).status);
    assert.deepEqual(statuses, [500, 500, 502, 201]);
    emulator.script({ status: 504, times: Infinity });
    for (let count = 0; count < 5; count++) assert.equal((await create()).status, 504);
  });

  it("applies a fault only to matching requests", async () => {
    emulator.script({ status: 500, when: { campaignId: otherCampaignId } });
    emulator.script({ status: 501, when: { sendId: "autumn", campaignId } });
    emulator.script({ status: 502, when: { workspace: "us" } });
    assert.equal((await create("spring")).status, 201);
    assert.equal((await create("autumn")).status, 501);
    assert.equal((await create("spring", otherCampaignId)).status, 500);
    assert.equal((await create("spring", campaignId, "us-key")).status, 502);
    assert.equal((await create("winter")).status, 201);
  });

  it("does not apply a fault to other paths", async () => {
    emulator.script({ status: 500 });
    assert.equal((await emulator.request("/campaigns/list", { method: "GET" })).status, 200);
    assert.equal((await create()).status, 500);
  });

  for (const wrong of [
    { status: 100 },
    { status: 600 },
    { times: 0 },
    { times: 1.5 },
    { drop: "sometimes" },
    { drop: "after-creating", status: 500 },
    { create: true },
    { when: { campaign: "x" } },
    { delayMs: -1 },
    { delayMs: 2 ** 31 },
    { bytesPerSecond: 0.0001 },
    { status: 500, headers: { "Not A Header": "x" } },
    { status: 500, headers: { "x-broken": "a\r\nb" } },
  ])
    it(`refuses ${JSON.stringify(wrong)}`, () => {
      assert.throws(() => emulator.script(wrong as Fault), TypeError);
    });
});
