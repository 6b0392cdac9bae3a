import assert from "node:assert/strict";
import { createClient } from "../../provider/src/braze/create-send-id";
import type { RequestResult } from "../../provider/src/braze/send-request";

const connection = { endpoint: "https://rest.iad-06.braze.com", apiKey: "key-0123456789" };
const limits = { timeout: 30_000, maxWait: 60_000 };
const endedAt = new Date("2026-11-24T10:00:00Z");
const notSent: RequestResult = { sent: false, errorCode: "ECONNREFUSED" };
const created: RequestResult = { sent: true, status: 201, body: '{"message":"success","send_id":"own"}' };
const rejected = (status: number, message: string): RequestResult => ({
  sent: true,
  status,
  body: JSON.stringify({ message }),
});
const limitedFor = (seconds: number): RequestResult => ({
  sent: true,
  status: 429,
  headers: { "x-ratelimit-reset": String(endedAt.getTime() / 1000 + seconds) },
});

describe("the client, with a scripted network", () => {
  /** A client whose requests have these results, and each take `duration` on its clock. */
  function client(results: RequestResult[], { duration = 0, startedAt = 1_000_000 } = {}) {
    let elapsed = startedAt;
    const createSendId = createClient({
      send: async () => {
        elapsed += duration;
        return results.shift() ?? assert.fail("unexpected request");
      },
      now: () => endedAt,
      elapsed: () => elapsed,
      sleep: async (milliseconds) => {
        elapsed += milliseconds;
      },
      random: () => 0,
    });
    return (request = { campaignId: "c", sendId: "own" }) => createSendId(connection, request, limits);
  }

  it("returns the outcome and the last response", async () => {
    assert.deepEqual(await client([created])(), {
      outcome: { kind: "created", sendId: "own" },
      attempts: 1,
      result: created,
      endedAt,
    });
  });

  it("retries until the maximum wait has passed since the first request", async () => {
    const never = Array.from({ length: 9 }, () => notSent);
    assert.equal((await client([...never], { duration: 40_000 })()).attempts, 2);
    assert.equal((await client([...never], { duration: 1000 })()).attempts, 5);
  });

  it("measures the maximum wait on the machine's monotonic clock by default", async () => {
    const createSendId = createClient({ send: async () => notSent, random: () => 1 });
    const shortly = { ...limits, maxWait: 100 };
    // A timer that fires early does so most of the time, but not always.
    for (let run = 0; run < 4; run++) {
      const { attempts } = await createSendId(connection, { campaignId: "c", sendId: "own" }, shortly);
      // The first delay takes all of the 100 ms.
      assert.equal(attempts, 2);
    }
  });

  const skipped: [what: string, first: RequestResult, scope: string][] = [
    ["a rejected key", rejected(401, "Invalid API key"), "connection"],
    ["an unknown campaign", rejected(400, "Invalid Campaign ID"), "campaign"],
  ];
  for (const [what, first, scope] of skipped)
    it(`skips a create after ${what}, and names the rejected one`, async () => {
      const create = client([first]);
      await create();
      assert.deepEqual(await create({ campaignId: "c", sendId: "other" }), {
        outcome: { kind: "rejected", scope },
        attempts: 0,
        rejectedEarlier: { request: { campaignId: "c", sendId: "own" }, status: first.status },
        endedAt,
      });
    });

  for (const hours of [
    [5, 10],
    [10, 5],
  ])
    it(`remembers the latest reset if responses name ${hours.join(" and ")} hours`, async () => {
      const create = client([created, ...hours.map((hour) => limitedFor(hour * 3600))]);
      await create();
      await Promise.all([create(), create()]);
      const { outcome, attempts } = await create();
      assert.equal(attempts, 0);
      assert.ok(outcome.kind === "limited");
      assert.equal(outcome.quota.wait, 10 * 3_600_000);
    });
});
