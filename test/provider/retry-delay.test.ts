import assert from "node:assert/strict";
import type { Outcome } from "../../provider/src/braze/outcome";
import { retryDelay } from "../../provider/src/braze/retry-delay";

describe("retryDelay", () => {
  const minute = 60_000;

  for (const kind of ["notSent", "unavailable"] as const) {
    it(`doubles from attempt to attempt after ${kind}, and ends after five`, () => {
      const delays = [1, 2, 3, 4, 5].map((attempt) => retryDelay({ kind }, attempt, minute, 1));
      assert.deepEqual(delays, [500, 1000, 2000, 4000, undefined]);
    });

    it(`is a random fraction of that after ${kind}, and never longer than the time left`, () => {
      assert.equal(retryDelay({ kind }, 3, minute, 0.25), 500);
      assert.equal(retryDelay({ kind }, 3, minute, 0), 0);
      assert.equal(retryDelay({ kind }, 3, 700, 1), 700);
    });

    it(`is undefined after ${kind} if no time is left`, () => {
      assert.equal(retryDelay({ kind }, 1, 0, 1), undefined);
      assert.equal(retryDelay({ kind }, 1, -1, 1), undefined);
      assert.equal(retryDelay({ kind }, 1, 1, 1), 1);
    });
  }

  it("lasts until the limit resets, if enough time is left", () => {
    const limited = (wait?: number): Outcome => ({
      kind: "limited",
      quota: wait === undefined ? {} : { wait },
    });
    assert.equal(retryDelay(limited(30_000), 1, 30_000, 1), 30_000);
    assert.equal(retryDelay(limited(30_001), 1, 30_000, 1), undefined);
    assert.equal(retryDelay(limited(30_000), 5, minute, 1), undefined);
    assert.equal(retryDelay(limited(), 1, minute, 1), undefined);
    // A reset in the past: neither immediately nor repeatedly.
    assert.equal(retryDelay(limited(0), 2, minute, 1), 1000);
  });

  it("is undefined after every other outcome", () => {
    for (const outcome of [
      { kind: "created", sendId: "a" },
      { kind: "rejected", scope: "request" },
      { kind: "unknown" },
    ] satisfies Outcome[])
      assert.equal(retryDelay(outcome, 1, minute, 1), undefined);
  });
});
