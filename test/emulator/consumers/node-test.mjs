import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";

let emulator;
before(async () => {
  emulator = await startEmulator({ dailyLimit: 1 });
});
after(() => emulator.close());

test("a user's test on the emulator", async () => {
  const response = await fetch(`${emulator.url}/sends/id/create`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${defaultApiKey}` },
    body: JSON.stringify({ campaign_id: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", send_id: "spring" }),
  });
  assert.equal(response.status, 201);
  assert.deepEqual(
    emulator.created.map(({ sendId }) => sendId),
    ["spring"],
  );
});
