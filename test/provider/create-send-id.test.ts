import assert from "node:assert/strict";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { type ClientOptions, CreateError, createClient } from "../../provider/src/braze/create-send-id";
import { sendCreateRequest } from "../../provider/src/braze/request";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describe("the client", () => {
  let emulator: Emulator;
  let lines: string[];
  let slept: number[];
  let now: number;

  beforeEach(async () => {
    emulator = await startEmulator({ dailyLimit: 20 });
    [lines, slept, now] = [[], [], 0];
  });
  afterEach(() => emulator.close());

  /** A client for which waiting takes no time, and moves its own and the emulator's clock. */
  const client = (surroundings: Partial<ClientOptions> = {}) =>
    createClient({
      announce: (line) => lines.push(line),
      elapsed: () => now,
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
        now += milliseconds;
        emulator.clock.advance(milliseconds);
      },
      firstDelay: 1,
      ...surroundings,
    });
  const connection = () => ({ endpoint: emulator.url, apiKey: defaultApiKey });
  const bounds = { timeout: 500, maxWait: 60_000 };
  const create = (sendId?: string, createSendId = client()) =>
    createSendId(connection(), { campaignId, sendId }, bounds);
  const failing = async (attempt: Promise<unknown>): Promise<string> => {
    const error = await attempt.then(
      () => assert.fail("it did not fail"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof CreateError, String(error));
    assert.ok(!error.message.includes(defaultApiKey.slice(0, 12)), error.message);
    return error.message;
  };
  const beforeMidnight = (seconds: number) =>
    emulator.clock.set(new Date(Date.UTC(2026, 10, 24) - seconds * 1000));

  it("creates with one request", async () => {
    assert.equal(await create("own"), "own");
    assert.equal(await create(), emulator.created[1]?.sendId);
    assert.equal(emulator.requests.length, 2);
    assert.deepEqual(lines, []);
  });

  for (const status of [502, 503]) {
    it(`sends again after ${status}, and at most five times`, async () => {
      emulator.script({ status, times: 2 });
      assert.equal(await create("own"), "own");
      assert.equal(emulator.requests.length, 3);
      emulator.script({ status, times: Number.POSITIVE_INFINITY });
      const message = await failing(create("other"));
      assert.match(
        message,
        new RegExp(
          `^Send ID "other" .* was not created: nothing reached .* with 5 requests; at last, Braze answered ${status}`,
        ),
      );
      assert.equal(emulator.requests.length, 8);
    });
  }

  it("sends once only where no time is left to try again", async () => {
    emulator.script({ status: 503, times: Number.POSITIVE_INFINITY });
    await failing(client()(connection(), { campaignId }, { timeout: 500, maxWait: 0 }));
    assert.equal(emulator.requests.length, 1);
  });

  it("never sends again when the outcome is unknown", async () => {
    const faults = [
      { status: 500 },
      { status: 500, create: true },
      { status: 504 },
      { status: 202, body: { message: "queued" } },
      { drop: "before-creating" },
      { drop: "after-creating" },
      { drop: "mid-answer" },
      { delayMs: 2000 },
      { status: 200, body: "<html>" },
      { status: 302, headers: { location: "/" } },
    ] as const;
    for (const [at, fault] of faults.entries()) {
      emulator.script(fault);
      const message = await failing(create(`own-${at}`));
      assert.match(
        message,
        new RegExp(`^Send ID "own-${at}" for campaign ${campaignId} may or may not have been created: `),
      );
      assert.match(message, new RegExp(`sendId: "own-${at}"\` and \`adopt: true\``));
      assert.equal(emulator.requests.length, at + 1);
    }
  });

  it("names the send ID of an answer that is not quite a success", async () => {
    emulator.script({ status: 200, body: { send_id: "made-up" } });
    assert.match(await failing(create()), /sendId: "made-up"` and `adopt: true`/);
  });

  it("waits for a limit that resets soon, says so once, and creates then", async () => {
    beforeMidnight(30);
    const createSendId = client();
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    lines = [];
    await Promise.all([create("a", createSendId), create("b", createSendId), create("c", createSendId)]);
    assert.equal(emulator.created.length, 23);
    assert.equal(lines.length, 1);
    assert.match(
      lines[0] ?? "",
      /^Braze: the limit for the default workspace is reached; waiting \d+ s until it resets at 2026-11-24 00:00:00 UTC\.$/,
    );
  });

  it("fails at once when the limit resets later than it may wait, and sends nothing more", async () => {
    beforeMidnight(3600);
    const createSendId = client();
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    const message = await failing(create("a", createSendId));
    assert.match(
      message,
      /^Send ID "a" .* was not created: Braze's limit for the default workspace is reached \(20\)\. It resets at 2026-11-24 00:00:00 UTC\./,
    );
    assert.match(message, /What was created until now is recorded and kept\./);
    assert.equal(emulator.requests.length, 21);
    for (const sendId of ["b", "c"])
      assert.match(await failing(create(sendId, createSendId)), /No request was sent for it/);
    assert.equal(emulator.requests.length, 21);
    assert.deepEqual(slept, []);
  });

  it("sends again once the limit has passed, however the machine's clock is set meanwhile", async () => {
    beforeMidnight(3600);
    const createSendId = client();
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    await failing(create("a", createSendId));
    now += 3_600_000;
    emulator.clock.advance(3_600_000);
    assert.equal(await create("a", createSendId), "a");
  });

  it("keeps the limits of workspaces apart", async () => {
    await emulator.close();
    emulator = await startEmulator({
      workspaces: [
        { name: "small", apiKeys: ["small-key-0123"], dailyLimit: 0 },
        { name: "large", apiKeys: ["large-key-4567"] },
      ],
    });
    const createSendId = client();
    const small = { workspace: "small", endpoint: emulator.url, apiKey: "small-key-0123" };
    assert.match(
      await failing(createSendId(small, { campaignId }, { timeout: 500, maxWait: 0 })),
      /limit for the workspace "small" is reached/,
    );
    await createSendId(
      { workspace: "large", endpoint: emulator.url, apiKey: "large-key-4567" },
      { campaignId },
      bounds,
    );
  });

  const strangeResets: [what: string, reset: string | null][] = [
    ["no reset", null],
    ["an empty reset", ""],
    ["a reset in milliseconds", String(Date.UTC(2026, 10, 24))],
    ["an absurd reset", "99999999999999999999"],
    ["a negative reset", "-1"],
  ];
  for (const [what, reset] of strangeResets) {
    it(`fails at once on a 429 with ${what}, and sends nothing more`, async () => {
      emulator.script({
        status: 429,
        headers: { "x-ratelimit-reset": reset },
        times: Number.POSITIVE_INFINITY,
      });
      const createSendId = client();
      assert.match(await failing(create("a", createSendId)), /Braze did not say when it resets/);
      await failing(create("b", createSendId));
      assert.equal(emulator.requests.length, 1);
    });
  }

  it("takes a reset in the past for a limit that has passed, and tries again a few times", async () => {
    const past = String(Math.floor(emulator.clock.now().getTime() / 1000) - 5);
    emulator.script({ status: 429, headers: { "x-ratelimit-reset": past }, times: 2 });
    assert.equal(await create("a"), "a");
    assert.equal(emulator.requests.length, 3);
    emulator.script({ status: 429, headers: { "x-ratelimit-reset": past }, times: Number.POSITIVE_INFINITY });
    await failing(create("b"));
    assert.equal(emulator.requests.length, 8);
  });

  it("tells once when a tenth of the limit or less is left", async () => {
    const createSendId = client();
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    assert.equal(lines.length, 1);
    assert.match(
      lines[0] ?? "",
      /^Braze: 2 of 20 send IDs left for the default workspace until \d{4}-\d\d-\d\d 00:00:00 UTC\.$/,
    );
    emulator.clock.advance(24 * 3600 * 1000);
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    assert.equal(lines.length, 2);
  });

  it("tells once, too, when answers arrive in any order", async () => {
    for (const remaining of [10, 11, 9, 12, 8]) {
      emulator.script({
        headers: { "x-ratelimit-remaining": String(remaining), "x-ratelimit-limit": "100" },
      });
    }
    const createSendId = client();
    for (let count = 0; count < 5; count++) await create(undefined, createSendId);
    assert.equal(lines.length, 1);
  });

  it("does not deny the request it sent before a limit was met", async () => {
    const createSendId = client({
      send: async (...request) => {
        const exchange = await sendCreateRequest(...request);
        // Meanwhile another create meets the limit.
        if (request[1].sendId === "a") await failing(create("b", createSendId));
        return exchange;
      },
    });
    emulator.script({ status: 503, when: { sendId: "a" } });
    const reset = String(Math.floor(emulator.clock.now().getTime() / 1000) + 3600);
    emulator.script({ status: 429, when: { sendId: "b" }, headers: { "x-ratelimit-reset": reset } });
    const message = await failing(create("a", createSendId));
    assert.match(message, /limit for the default workspace is reached/);
    assert.doesNotMatch(message, /No request was sent/);
    assert.match(message, /request id/);
  });

  it("sends nothing when the key was taken for an identifier, and does not repeat it", async () => {
    for (const request of [{ campaignId: defaultApiKey }, { campaignId, sendId: `x ${defaultApiKey}` }]) {
      assert.match(
        await failing(client()(connection(), request, bounds)),
        /^The API key stands where campaignId or sendId belongs/,
      );
    }
    assert.equal(emulator.requests.length, 0);
  });

  it("has no more than eight requests under way at a time", async () => {
    emulator.script({ delayMs: 30, times: Number.POSITIVE_INFINITY });
    const createSendId = client();
    const started = Date.now();
    await Promise.all(Array.from({ length: 20 }, () => create(undefined, createSendId)));
    assert.ok(Date.now() - started >= 3 * 30);
  });

  it("shows requests and answers when asked, without the key", async () => {
    const createSendId = client({ debug: true });
    await create("own", createSendId);
    emulator.script({
      status: 401,
      body: { message: `Invalid API key: ${defaultApiKey}` },
      headers: { "x-echo": defaultApiKey },
    });
    await failing(create("other", createSendId));
    assert.match(
      lines[0] ?? "",
      /POST http:\/\/127\.0\.0\.1:\d+\/sends\/id\/create \{"campaignId":"[^"]+","sendId":"own"\} → .*"status":201/,
    );
    assert.match(lines[1] ?? "", /"status":401.*\[redacted\]/);
    assert.ok(!lines.join().includes(defaultApiKey.slice(0, 12)));
  });

  describe("says what to do about", () => {
    const advice: [status: number, body: string | object, ...said: RegExp[]][] = [
      [
        400,
        { message: "Invalid Campaign ID: none" },
        /The answer: Invalid Campaign ID: none/,
        /bottom of the campaign's page/,
      ],
      [400, { message: "fatal", errors: ["one", { two: 2 }] }, /The answer: fatal; one; \{"two":2\}/],
      [400, { error: "Error while parsing request body." }, /The answer: Error while parsing/],
      [
        401,
        { message: `Invalid API key: ${defaultApiKey}` },
        /Invalid API key: \[redacted\]/,
        /the key \(braze:apiKey or BRAZE_API_KEY\) and the instance \(braze:instance or BRAZE_INSTANCE/,
      ],
      [403, { message: "Access Denied" }, /sends\.id\.create/, /IP allowlist/, /make a new key/],
      [404, { message: "Invalid URL" }, /braze:endpoint or BRAZE_REST_ENDPOINT/],
      [413, "", /refused it \(HTTP 413\)/],
      [415, "<html><body>no</body></html>", /a page of HTML/],
      [418, "teapot \u001b[31mred\u001b[0m", /The answer: teapot \[31mred \[0m\n/],
    ];
    for (const [status, body, ...said] of advice) {
      it(`${status} ${JSON.stringify(body)}`, async () => {
        emulator.script({ status, body });
        const message = await failing(create("own"));
        assert.match(message, /^Send ID "own" for campaign .* was not created: /);
        assert.match(message, /For Braze's support: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, request id \S+/);
        for (const text of said) assert.match(message, text);
        assert.equal(emulator.requests.length, 1);
      });
    }

    it("a 401 of a workspace, by its own settings", async () => {
      emulator.script({ status: 401 });
      const message = await failing(
        client()({ ...connection(), workspace: "outdoor" }, { campaignId }, bounds),
      );
      assert.match(message, /braze:workspaces\.outdoor\.apiKey.*braze:workspaces\.outdoor\.instance/);
    });
  });

  it("does not take the key for a send ID", async () => {
    emulator.script({ status: 201, body: { message: "success", send_id: defaultApiKey } });
    await failing(create());
  });

  it("keeps a long answer short", async () => {
    emulator.script({ status: 400, body: { message: `${defaultApiKey} ${"x".repeat(5000)}` } });
    assert.ok((await failing(create("own"))).length < 1000);
  });
});
