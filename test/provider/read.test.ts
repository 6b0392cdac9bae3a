import assert from "node:assert/strict";
import { createReader } from "../../provider/src/braze/read";
import type { RequestResult } from "../../provider/src/braze/send-request";
import { explainRead } from "../../provider/src/failures/explain-read";

const connection = {
  apiKey: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  endpoint: "https://rest.iad-06.braze.com",
};
const brazeTime = Date.UTC(2026, 11, 1, 9, 30);
const success = { sent: true, status: 200, headers: {}, body: '{"message":"success"}' };

/** Reads with scripted results, of which the last one is repeated, by a machine whose clock is wrong. */
function reader(results: RequestResult[], { error = 0, maxWait = 60_000 } = {}) {
  let elapsed = 0;
  let requests = 0;
  const slept: number[] = [];
  const read = createReader(
    connection,
    { timeout: 30_000, maxWait },
    {
      send: async () => results[Math.min(requests++, results.length - 1)] as RequestResult,
      now: () => new Date(brazeTime + elapsed + error),
      elapsed: () => elapsed,
      async sleep(milliseconds) {
        slept.push(milliseconds);
        elapsed += milliseconds;
      },
    },
  );
  return { read: () => read("/campaigns/list", { page: "0" }), slept, requests: () => requests };
}

const limited = (seconds: number) => ({
  sent: true,
  status: 429,
  headers: {
    date: new Date(brazeTime).toUTCString(),
    "x-ratelimit-reset": String(brazeTime / 1000 + seconds),
  },
  body: "{}",
});

describe("a read", () => {
  for (const minutes of [-24 * 60, -2, 0, 2, 24 * 60])
    it(`waits as long as Braze's clock says if this machine's differs by ${minutes} minutes`, async () => {
      const { read, slept } = reader([limited(20), success], { error: minutes * 60_000 });
      assert.equal((await read()).kind, "success");
      assert.deepEqual(slept, [20_500]);
    });

  it("fails at once if the limit resets after the maximum wait, and sends no more", async () => {
    const { read, slept, requests } = reader([limited(61), success]);
    for (let count = 0; count < 3; count++) assert.equal((await read()).kind, "limited");
    assert.deepEqual([slept, requests()], [[], 1]);
  });

  it("waits five seconds if no reset is given", async () => {
    const { read, slept } = reader([{ ...limited(0), headers: {} }, success]);
    assert.equal((await read()).kind, "success");
    assert.deepEqual(slept, [5500]);
  });

  for (const status of [408, 499, 500, 502, 503, 302])
    it(`repeats a request after ${status}, up to twice`, async () => {
      const { read, slept, requests } = reader([{ ...success, status }]);
      const response = await read();
      assert.equal(response.kind, "failed");
      assert.deepEqual([slept, requests()], [[1000, 2000], 3]);
      assert.equal(
        explainRead(response as never, connection, { permission: "campaigns.list", again: "run it again" }),
        `Braze responded ${status} after 3 attempts. Braze's response: "success". Run it again.`,
      );
    });

  for (const status of [401, 403])
    it(`sends nothing more after ${status}`, async () => {
      const { read, requests } = reader([{ ...success, status }]);
      await Promise.all([read(), read(), read()]);
      assert.equal(requests(), 1);
    });

  it("does not repeat a rejection", async () => {
    const { read, requests } = reader([{ ...success, status: 400 }]);
    assert.equal((await read()).kind, "rejected");
    assert.equal(requests(), 1);
  });
});
