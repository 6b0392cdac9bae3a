import assert from "node:assert/strict";
import {
  defaultApiKey,
  type Emulator,
  type EmulatorOptions,
  startEmulator,
} from "../../provider/src/emulator";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describe("POST /sends/id/create", () => {
  let emulator: Emulator;
  const start = async (options?: EmulatorOptions) => {
    emulator = await startEmulator(options);
  };
  const post = (body: unknown, headers: Record<string, string> = {}, path = "/sends/id/create") =>
    fetch(emulator.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${defaultApiKey}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  afterEach(() => emulator.close());

  it("creates a send ID as Braze does", async () => {
    await start();
    const answer = await post({ campaign_id: campaignId, send_id: "spring" });
    assert.equal(answer.status, 201);
    assert.deepEqual(await answer.json(), { message: "success", send_id: "spring" });
    assert.equal(answer.headers.get("x-ratelimit-limit"), "100");
    assert.equal(answer.headers.get("x-ratelimit-remaining"), "99");
    assert.deepEqual(
      emulator.created.map(({ createdAt: _, ...rest }) => rest),
      [{ workspace: "default", campaignId, sendId: "spring", generated: false }],
    );
    assert.deepEqual(
      emulator.requests.map(({ method, path, status, created }) => ({ method, path, status, created })),
      [{ method: "POST", path: "/sends/id/create", status: 201, created: true }],
    );
  });
});
