import assert from "node:assert/strict";
import { setImmediate as tick } from "node:timers/promises";
import fc from "fast-check";
import { startEmulator } from "pulumi-braze/emulator";
import { createReader } from "../../provider/src/braze/read";
import { sendRequest } from "../../provider/src/braze/send-request";
import { explainRead } from "../../provider/src/failures/explain-read";
import { parseJson } from "../../provider/src/text/parse-json";
import { startHostileNetwork } from "./hostile-network";
import { containsPart } from "./run-schedule";
import { disturbance, goodKeys, wrongKey } from "./schedule";

const path = "/campaigns/list";
const schedules = Number(process.env.SCHEDULES ?? 100);

/** What happens while a command or a function reads: what disturbs creates, the same clocks, and reads, some at the same time. */
const schedule = fc.record({
  key: fc.nat({ max: 2 }),
  maxWaitSeconds: fc.constantFrom(0, 20, 60),
  events: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: disturbance },
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant("read" as const), times: fc.constantFrom(1, 1, 3) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constantFrom("pass" as const, "jump" as const),
          seconds: fc.constantFrom(1, 60, 86_400),
        }),
      },
    ),
    { minLength: 4, maxLength: 20 },
  ),
});
type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never;

/** Runs a schedule of the policy that reads, and fails if it breaks a promise. */
async function runReads({ key, maxWaitSeconds, events }: Schedule) {
  const apiKey = goodKeys[key] ?? wrongKey;
  const emulator = await startEmulator({
    startTime: new Date("2026-11-23T23:59:00Z"),
    workspaces: [{ apiKeys: goodKeys }],
  });
  const network = await startHostileNetwork(emulator.url);
  let passed = 0;
  let jumped = 0;
  let sent = 0;
  let rejected = false;
  let blockedUntil = Number.NEGATIVE_INFINITY;
  const pass = (milliseconds: number) => {
    passed += milliseconds;
    emulator.clock.advance(milliseconds);
  };
  const connection = { apiKey, endpoint: emulator.url };
  const read = createReader(
    connection,
    { timeout: 16_100, maxWait: maxWaitSeconds * 1000 },
    {
      now: () => new Date(emulator.clock.now().getTime() + jumped),
      elapsed: () => passed,
      async sleep(milliseconds) {
        const until = passed + milliseconds;
        await tick();
        if (passed < until) pass(until - passed);
      },
      async send(_, request, timeout) {
        assert.equal(request.method, "GET");
        assert.equal(timeout, 16_100);
        assert.ok(!rejected, "a request was sent after the key was rejected");
        assert.ok(passed >= blockedUntil, "a request was sent before a limit had reset");
        sent++;
        const { endpoint } = network.nextRoute(emulator.url);
        const result = await sendRequest({ apiKey, endpoint }, request, 40.1);
        if (result.status === 401 || result.status === 403) rejected = true;
        const reset = Number(result.headers?.["x-ratelimit-reset"] || Number.NaN) * 1000;
        const wait = reset - emulator.clock.now().getTime();
        if (result.status === 429 && wait > 0 && wait <= 86_400_000) blockedUntil = passed + wait;
        return result;
      },
    },
  );

  async function readOnce(atOnce: number) {
    const [begun, before] = [passed, sent];
    const response = await read(path, { page: "0" });
    assert.ok(sent - before <= 3 * atOnce, "a request was repeated too often");
    // Waits for a limit, for a reset that is not given, and between attempts.
    const longest = 3 * (maxWaitSeconds * 1000 + 5500) + 3000;
    assert.ok(passed - begun <= atOnce * longest, `a read took ${passed - begun} ms`);
    if (response.kind === "success") {
      const { status = 0, errorCode, body = "" } = response.result;
      assert.ok(status >= 200 && status <= 299 && errorCode === undefined);
      assert.equal(typeof parseJson(body), "object");
      assert.ok(!containsPart(JSON.stringify(response.body), apiKey), "the key came out");
      return;
    }
    const text = explainRead(response, connection, { permission: "campaigns.list", again: "run it again" });
    assert.ok(!containsPart(text, apiKey), `the key came out: ${text}`);
    assert.doesNotMatch(text, /\p{Cs}|\p{Cc}|\p{Cf}/u);
    assert.ok(text.length < 4000);
    assert.match(text, /[Rr]un it again|create a new key|Check the (key|endpoint)|Fix the problem/);
  }

  try {
    for (const event of events) {
      if (event.kind === "fault") emulator.script({ ...event.fault, when: { path } });
      else if (event.kind === "network") network.disturb(event.fault, event.times);
      else if (event.kind === "pass") pass(event.seconds * 1000);
      else if (event.kind === "jump") jumped += event.seconds * 1000;
      else if (event.kind === "read")
        await Promise.all(Array.from({ length: event.times }, () => readOnce(event.times)));
    }
    assert.deepEqual(emulator.created, []);
  } finally {
    await network.close();
    await emulator.close();
  }
}

describe(`simulation of ${schedules} schedules of reads`, () => {
  it("keeps every promise", async function () {
    this.timeout(schedules * 1000 + 60_000);
    await fc.assert(fc.asyncProperty(schedule, runReads), {
      numRuns: schedules,
      ...(process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }),
    });
  });
});
