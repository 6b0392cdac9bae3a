import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import type { TimeLimits } from "../../provider/src/braze/client-options";
import type { Connection } from "../../provider/src/braze/connection";
import { sendRequest } from "../../provider/src/braze/send-request";
import { type Configuration, readConfiguration } from "../../provider/src/configuration/configuration";
import type { ResourceOptions } from "../../provider/src/resources/definition";
import { CreateError, sendIdCreator } from "../../provider/src/resources/send-id/create";
import { createLedger } from "../../provider/src/resources/send-id/ledger";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describe("the client", () => {
  let emulator: Emulator;
  let lines: string[];
  let slept: number[];
  let now: number;

  beforeEach(async () => {
    emulator = await startEmulator({ dailyLimit: 20, startTime: new Date("2030-01-01T12:00:00Z") });
    [lines, slept, now] = [[], [], 0];
  });
  afterEach(() => emulator.close());

  /** Creates with a clock that skips waits and moves the emulator's clock along, each send ID for another resource. */
  const creator = (options: ResourceOptions = {}) => {
    const used: { connection: Connection; limits: TimeLimits }[] = [];
    const nameOf = (at: number) => (at === 0 ? undefined : `workspace-${at}`);
    const settingsOf = (workspace: string | undefined) =>
      used.find((_, at) => nameOf(at) === workspace) ?? assert.fail();
    const configuration: Configuration = {
      ...readConfiguration(() => undefined, {}),
      connection: (workspace) => settingsOf(workspace).connection,
      apiKeys: () => used.map(({ connection }) => connection.apiKey),
      timeout: () => (used.at(-1) ?? assert.fail()).limits.timeout,
      maxWait: () => (used.at(-1) ?? assert.fail()).limits.maxWait,
    };
    const create = sendIdCreator(
      {
        elapsed: () => now,
        sleep: async (milliseconds) => {
          slept.push(milliseconds);
          now += milliseconds;
          emulator.clock.advance(milliseconds);
        },
        random: () => 0,
        ...options,
      },
      configuration,
      createLedger(configuration),
    );
    let resources = 0;
    return async (
      request: { campaignId: string; sendId?: string; workspace?: string },
      {
        connection: over = connection(),
        limits = bounds,
        resource = `resource ${++resources}`,
      }: { connection?: Connection; limits?: TimeLimits; resource?: string } = {},
    ) => {
      used.push({ connection: over, limits });
      const workspace = nameOf(used.findIndex(({ connection }) => isDeepStrictEqual(connection, over)));
      const args = { ...(workspace === undefined ? {} : { workspace }), ...request };
      return (await create(args, resource, (line) => lines.push(line))).state.sendId;
    };
  };
  type Create = ReturnType<typeof creator>;
  const connection = (): Connection => ({ endpoint: emulator.url, apiKey: defaultApiKey });
  const bounds = { timeout: 30_000, maxWait: 60_000 };
  const create = (sendId?: string, createSendId: Create = creator()) =>
    createSendId({ campaignId, ...(sendId === undefined ? {} : { sendId }) });
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
    it(`retries after ${status} with a custom send ID, at most five requests`, async () => {
      emulator.script({ status, times: 2 });
      assert.equal(await create("own"), "own");
      assert.equal(emulator.requests.length, 3);
      emulator.script({ status, times: Number.POSITIVE_INFINITY });
      const message = await failing(create("other"));
      assert.match(
        message,
        new RegExp(
          `^Send ID "other" .* may or may not have been created: Braze responded ${status} after 5 attempts\\.`,
        ),
      );
      assert.match(message, /sendId: "other"` and `adopt: true`/);
      assert.equal(emulator.requests.length, 8);
    });

    it(`does not retry after ${status} if Braze was to generate the send ID`, async () => {
      emulator.script({ status, create: true });
      assert.match(
        await failing(create()),
        new RegExp(
          `^A send ID generated by Braze .* may or may not have been created: Braze responded ${status}\\.`,
        ),
      );
      assert.deepEqual([emulator.requests.length, emulator.created.length], [1, 1]);
    });

    for (const later of [400, 401, 429]) {
      it(`reports an unknown outcome for a ${later} after a ${status}`, async () => {
        emulator.script({ status, create: true });
        emulator.script({ status: later, headers: { "x-ratelimit-reset": null } });
        const message = await failing(create("own"));
        assert.match(message, /^Send ID "own" .* may or may not have been created: /);
        assert.match(message, new RegExp(`responded ${later}, but ${status} to an earlier request`));
        assert.equal(emulator.requests.length, 2);
      });
    }
  }

  it("does not retry if no time is left", async () => {
    emulator.script({ status: 503, times: Number.POSITIVE_INFINITY });
    await failing(creator()({ campaignId, sendId: "own" }, { limits: { ...bounds, maxWait: 0 } }));
    assert.equal(emulator.requests.length, 1);
  });

  for (const status of [401, 403]) {
    it(`sends one request for twenty send IDs with a key that gets ${status}`, async () => {
      emulator.script({ status, times: Number.POSITIVE_INFINITY });
      const createSendId = creator();
      const messages = await Promise.all(
        Array.from({ length: 20 }, (_, at) => failing(create(`own-${at}`, createSendId))),
      );
      assert.equal(emulator.requests.length, 1);
      const [first, ...skipped] = messages;
      assert.match(first ?? "", new RegExp(`^Send ID "own-0" .* rejected the request \\(HTTP ${status}\\)`));
      for (const message of skipped) {
        assert.match(message, /was not created\. No request was sent/);
        assert.match(
          message,
          new RegExp(`rejected the one for send ID "own-0" \\(HTTP ${status}\\) .* this API key`),
        );
        assert.match(message, /Fix the problem reported for send ID "own-0"/);
        assert.ok(message.split("\n").length === 2, "it is short");
      }
    });
  }

  it("sends no further requests for a campaign after a 400 that names it, but for others", async () => {
    emulator.script({ status: 400, body: { message: "Invalid Campaign ID" } });
    const createSendId = creator();
    await failing(create("a", createSendId));
    assert.match(
      await failing(create("b", createSendId)),
      /for send ID "a" \(HTTP 400\) .* for this campaign/,
    );
    assert.match(await failing(create(undefined, createSendId)), /No request was sent/);
    assert.equal(await createSendId({ campaignId: `${campaignId.slice(0, -1)}4`, sendId: "c" }), "c");
    assert.equal(emulator.requests.length, 2);
  });

  it("continues after a 400 that does not name the campaign", async () => {
    emulator.script({ status: 400, body: { message: "send_id is taken for this campaign" } });
    const createSendId = creator();
    await failing(create("a", createSendId));
    assert.equal(await create("b", createSendId), "b");
  });

  it("separates the rejections of connections", async () => {
    emulator.script({ status: 401 });
    const createSendId = creator();
    await failing(
      createSendId({ campaignId }, { connection: { ...connection(), apiKey: "another-key-0123" } }),
    );
    assert.equal(await create("b", createSendId), "b");
  });

  it("sends the first request alone, then at most eight in parallel", async () => {
    let underWay = 0;
    let most = 0;
    const createSendId = creator({
      send: async (...request) => {
        most = Math.max(most, ++underWay);
        if (emulator.requests.length === 0) assert.equal(underWay, 1);
        const result = await sendRequest(...request);
        underWay--;
        return result;
      },
    });
    emulator.script({ delayMs: 30, times: Number.POSITIVE_INFINITY });
    await Promise.all(Array.from({ length: 20 }, () => create(undefined, createSendId)));
    assert.equal(most, 8);
  });

  it("never retries if the outcome is unknown", async () => {
    const faults = [
      { status: 408 },
      { status: 500 },
      { status: 500, create: true },
      { status: 504 },
      { status: 202, body: { message: "queued" } },
      { drop: "before-creating" },
      { drop: "after-creating" },
      { drop: "mid-response" },
      { delayMs: 60_000 },
      { status: 200, body: "<html>" },
      { status: 302, headers: { location: "/" } },
    ] as const;
    for (const [at, fault] of faults.entries()) {
      emulator.script(fault);
      const limits = { ...bounds, timeout: "delayMs" in fault ? 500 : bounds.timeout };
      const message = await failing(creator()({ campaignId, sendId: `own-${at}` }, { limits }));
      assert.match(
        message,
        new RegExp(`^Send ID "own-${at}" for campaign ${campaignId} may or may not have been created: `),
      );
      assert.match(message, new RegExp(`sendId: "own-${at}"\` and \`adopt: true\``));
      assert.equal(emulator.requests.length, at + 1);
    }
  });

  it("names the send ID in an incomplete success", async () => {
    emulator.script({ status: 200, body: { send_id: "made-up" } });
    assert.match(await failing(create()), /sendId: "made-up"` and `adopt: true`/);
  });

  it("waits for a limit that resets soon, announces it once, and then creates", async () => {
    beforeMidnight(30);
    const createSendId = creator();
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

  it("fails immediately if the limit resets after the maximum wait, and sends no further requests", async () => {
    beforeMidnight(3600);
    const createSendId = creator();
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    const message = await failing(create("a", createSendId));
    assert.match(
      message,
      /^Send ID "a" .* was not created: the limit of 20 for the default workspace is reached\. It resets at 2026-11-24 00:00:00 UTC\./,
    );
    assert.match(message, /Send IDs created so far are saved\./);
    assert.equal(emulator.requests.length, 21);
    for (const sendId of ["b", "c"])
      assert.match(await failing(create(sendId, createSendId)), /No request was sent/);
    assert.equal(emulator.requests.length, 21);
    assert.deepEqual(slept, []);
  });

  it("sends requests again after the reset, even if the machine's clock was set", async () => {
    beforeMidnight(3600);
    const createSendId = creator();
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    await failing(create("a", createSendId));
    now += 3_600_000;
    emulator.clock.advance(3_600_000);
    assert.equal(await create("a", createSendId), "a");
  });

  it("separates the limits of workspaces", async () => {
    await emulator.close();
    emulator = await startEmulator({
      workspaces: [
        { name: "small", apiKeys: ["small-key-0123"], dailyLimit: 0 },
        { name: "large", apiKeys: ["large-key-4567"] },
      ],
    });
    const createSendId = creator();
    const small = { workspace: "small", endpoint: emulator.url, apiKey: "small-key-0123" };
    assert.match(
      await failing(createSendId({ campaignId }, { connection: small, limits: { ...bounds, maxWait: 0 } })),
      /limit of 0 for the workspace "small" is reached/,
    );
    const large = { workspace: "large", endpoint: emulator.url, apiKey: "large-key-4567" };
    await createSendId({ campaignId }, { connection: large });
  });

  const strangeResets: [what: string, reset: string | null][] = [
    ["no reset", null],
    ["an empty reset", ""],
    ["a reset in milliseconds", String(Date.UTC(2026, 10, 24))],
    ["an absurd reset", "99999999999999999999"],
    ["a negative reset", "-1"],
  ];
  for (const [what, reset] of strangeResets) {
    it(`fails immediately on a 429 with ${what}, and sends no further requests`, async () => {
      emulator.script({
        status: 429,
        headers: { "x-ratelimit-reset": reset },
        times: Number.POSITIVE_INFINITY,
      });
      const createSendId = creator();
      assert.match(await failing(create("a", createSendId)), /Braze did not say when it resets/);
      await failing(create("b", createSendId));
      assert.equal(emulator.requests.length, 1);
    });
  }

  it("sends one request for many send IDs if the reset is in the past", async () => {
    const past = String(Math.floor(emulator.clock.now().getTime() / 1000) - 5);
    emulator.script({ status: 429, headers: { "x-ratelimit-reset": past }, times: Number.POSITIVE_INFINITY });
    const createSendId = creator();
    const messages = await Promise.all(
      Array.from({ length: 40 }, (_, at) => failing(create(`id-${at}`, createSendId))),
    );
    assert.equal(emulator.requests.length, 1);
    for (const message of messages)
      assert.match(
        message,
        /Braze reported a reset in the past: 2030-01-01 11:59:55 UTC\..*up` again later/s,
      );
  });

  it("sends one request for each reset that does not come true", async () => {
    emulator.script({ status: 429, resetInSeconds: 1, times: Number.POSITIVE_INFINITY });
    const createSendId = creator({
      // Waits at the same time overlap.
      sleep: async (milliseconds) => {
        const until = now + milliseconds;
        await nextTurn();
        if (now < until) {
          emulator.clock.advance(until - now);
          now = until;
        }
      },
    });
    const creates = Array.from({ length: 40 }, (_, at) => failing(create(`id-${at}`, createSendId)));
    for (const message of await Promise.all(creates)) assert.match(message, /the limit of 20 .* is reached/);
    // Before the first response, no limit is known. Each create makes five attempts at most.
    assert.ok(emulator.requests.length <= 5, String(emulator.requests.length));
  });

  it("announces once that a tenth of the limit or less remains", async () => {
    const createSendId = creator();
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    assert.equal(lines.length, 1);
    assert.match(
      lines[0] ?? "",
      /^Braze: 2 of 20 send IDs remain for the default workspace until \d{4}-\d\d-\d\d 00:00:00 UTC\.$/,
    );
    emulator.clock.advance(24 * 3600 * 1000);
    for (let count = 0; count < 20; count++) await create(undefined, createSendId);
    assert.equal(lines.length, 2);
  });

  describe("with few of 100 remaining", () => {
    async function linesAfter(...remainders: (number | null)[]) {
      for (const remaining of remainders)
        emulator.script({
          headers: {
            "x-ratelimit-remaining": remaining === null ? null : String(remaining),
            "x-ratelimit-limit": "100",
          },
        });
      const createSendId = creator();
      for (const _ of remainders) await create(undefined, createSendId);
      return lines.length;
    }

    it("announces it once if responses arrive out of order", async () =>
      assert.equal(await linesAfter(10, 11, 9, 12, 8), 1));
    it("announces a tenth", async () => assert.equal(await linesAfter(10), 1));
    it("announces none", async () => assert.equal(await linesAfter(0), 1));
    it("announces nothing with more, or if Braze sends no number", async () =>
      assert.equal(await linesAfter(11, 100, null), 0));
  });

  it("reports the request that was sent before the limit was reached", async () => {
    const createSendId = creator({
      send: async (...request) => {
        const result = await sendRequest(...request);
        // Meanwhile another create reaches the limit.
        if (emulator.requests.length === 2) await failing(create("b", createSendId));
        return result;
      },
    });
    await create("first", createSendId);
    const past = String(Math.floor(emulator.clock.now().getTime() / 1000) - 5);
    emulator.script({ status: 429, when: { sendId: "a" }, headers: { "x-ratelimit-reset": past } });
    const reset = String(Math.floor(emulator.clock.now().getTime() / 1000) + 3600);
    emulator.script({ status: 429, when: { sendId: "b" }, headers: { "x-ratelimit-reset": reset } });
    const message = await failing(create("a", createSendId));
    assert.match(message, /limit of 20 for the default workspace is reached/);
    assert.doesNotMatch(message, /No request was sent/);
    assert.match(message, /request ID/);
  });

  it("sends nothing if an argument contains the key, or most of it, and does not repeat it", async () => {
    for (const [argument, request] of [
      ["campaignId", { campaignId: defaultApiKey }],
      ["campaignId", { campaignId: defaultApiKey.slice(0, -1) }],
      ["sendId", { campaignId, sendId: `x ${defaultApiKey}` }],
      ["sendId", { campaignId, sendId: defaultApiKey.slice(8, 20) }],
      ["workspace", { campaignId, workspace: defaultApiKey }],
    ] as const) {
      assert.match(await failing(creator()(request)), new RegExp(`^${argument} contains the API key`, "m"));
    }
    assert.equal(emulator.requests.length, 0);
  });

  it("shows an argument that has eleven characters in common with the key", async () => {
    emulator.script({ status: 500 });
    const sendId = `${defaultApiKey.slice(0, 11)}-sale`;
    assert.match(await failing(create(sendId)), new RegExp(`sendId: "${sendId}"`));
  });

  it("creates with a key of one character", async () => {
    await emulator.close();
    emulator = await startEmulator({ apiKey: "a" });
    assert.equal(
      await creator()({ campaignId, sendId: "a-a" }, { connection: { ...connection(), apiKey: "a" } }),
      "a-a",
    );
  });

  it("shows requests and responses in debug mode, without the key", async () => {
    const createSendId = creator({ debug: true });
    await create("own", createSendId);
    emulator.script({
      status: 401,
      body: { message: `Invalid API key: ${defaultApiKey}` },
      headers: { "x-echo": defaultApiKey },
    });
    await failing(create("other", createSendId));
    assert.match(
      lines[0] ?? "",
      /POST http:\/\/127\.0\.0\.1:\d+\/sends\/id\/create \{"campaign_id":"[^"]+","send_id":"own"\} → .*"status":201/,
    );
    assert.match(lines[1] ?? "", /"status":401.*\[redacted\]/);
    assert.ok(!lines.join().includes(defaultApiKey.slice(0, 12)));
  });

  describe("advises on", () => {
    const advice: [status: number, body: string | object, ...said: RegExp[]][] = [
      [
        400,
        { message: "Invalid Campaign ID: none" },
        /Braze's response: Invalid Campaign ID: none/,
        /bottom of the campaign's page/,
      ],
      [
        400,
        { message: "fatal", errors: ["one", { two: 2 }] },
        /Braze's response: \{"message":"fatal","errors":\["one",\{"two":2\}\]\}/,
      ],
      [400, { error: "Error while parsing request body." }, /Braze's response: Error while parsing/],
      [
        401,
        { message: `Invalid API key: ${defaultApiKey}` },
        /Invalid API key: \[redacted\]/,
        /the key \(braze:apiKey or BRAZE_API_KEY\) and the instance \(braze:instance or BRAZE_INSTANCE/,
      ],
      [403, { message: "Access Denied" }, /sends\.id\.create/, /IP allowlist/, /create a new key/],
      [404, { message: "Invalid URL" }, /braze:endpoint or BRAZE_REST_ENDPOINT/],
      [413, "", /rejected the request \(HTTP 413\)/],
      [415, "<html><body>no</body></html>", /an HTML page/],
      [418, "teapot \u001b[31mred\u001b[0m", /Braze's response: teapot \\u\{1b\}\[31mred\\u\{1b\}\[0m\n/],
    ];
    for (const [status, body, ...said] of advice) {
      it(`${status} ${JSON.stringify(body)}`, async () => {
        emulator.script({ status, body });
        const message = await failing(create("own"));
        assert.match(message, /^Send ID "own" for campaign .* was not created: /);
        assert.match(message, /For Braze's support: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, request ID \S+/);
        for (const text of said) assert.match(message, text);
        assert.equal(emulator.requests.length, 1);
      });
    }

    it("a 401 of a workspace, by its own settings", async () => {
      emulator.script({ status: 401 });
      const message = await failing(
        creator()({ campaignId }, { connection: { ...connection(), workspace: "outdoor" } }),
      );
      assert.match(message, /braze:workspaces\.outdoor\.apiKey.*braze:workspaces\.outdoor\.instance/);
    });
  });

  it("does not record the key as a send ID", async () => {
    emulator.script({ status: 201, body: { message: "success", send_id: defaultApiKey } });
    await failing(create());
  });

  it("does not record Pulumi's marker for unknown values", async () => {
    const marker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    emulator.script({ status: 201, body: { message: "success", send_id: marker } });
    const message = await failing(create());
    assert.match(
      message,
      /may or may not have been created: Braze responded 201, but without a usable send_id/,
    );
    assert.ok(message.includes(marker));
  });

  describe("shows the response if the outcome is unknown:", () => {
    const received: [what: string, body: string | object, shown: RegExp][] = [
      ["a number", { message: "success", send_id: 4711 }, /"send_id":4711/],
      ["a nested send ID", { message: "success", data: { send_id: "deep" } }, /"deep"/],
      ["another field", { message: "success", id: "elsewhere" }, /"elsewhere"/],
      ["a terminal code", '{"message":"success","send_id":"\u001b[31m"}', /\\u\{1b\}\[31m/],
      ["a lone surrogate", '{"message":"success","send_id":"\\ud83d"}', /\\ud83d/],
      ["60,000 characters", { message: "success", send_id: "y".repeat(60_000) }, /y{200}…/],
    ];
    for (const [what, body, shown] of received) {
      it(what, async () => {
        emulator.script({ status: 201, body });
        const message = await failing(create());
        assert.match(message, shown);
        assert.match(message, /may or may not have been created/);
        assert.ok(message.length < 2000);
      });
    }

    it("a complete send ID in an incomplete response", async () => {
      const body = JSON.stringify({ message: "success", send_id: "received" });
      const result = { sent: true, status: 201, body, errorCode: "ECONNRESET" };
      const message = await failing(create(undefined, creator({ send: async () => result })));
      assert.match(message, /Braze responded 201, but the response is incomplete/);
      assert.match(message, /declare it with `sendId: "received"` and `adopt: true`/);
    });
  });

  describe("fails with a well-formed message on few lines without control characters for any response:", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const hostile: [what: string, status: number, body: string][] = [
      ["a surrogate pair at the cut", 400, `{"message":"${"x".repeat(299)}😀"}`],
      ["a lone surrogate", 500, '"\\ud83d"'],
      ["a lone surrogate in a message", 400, '{"message":"\\udc00 \\ud83d"}'],
      ["deeply nested errors", 400, `{"message":"fatal","errors":[${deep}]}`],
      [
        "line breaks and control characters",
        400,
        '{"message":"a\\nb\\u0007\\u009b31m\\u202e\\u200b\\u2028"}',
      ],
      ["a command for a build server", 400, '{"message":"##vso[task.complete]"}'],
      ["many lines", 400, `{"message":"${"\\n".repeat(5000)}"}`],
    ];
    for (const [what, status, body] of hostile) {
      it(what, async () => {
        emulator.script({ status, body });
        const message = await failing(create("own"));
        assert.doesNotMatch(message, /\p{Cs}/u);
        assert.doesNotMatch(message, /[^\P{Cc}\n]|\p{Cf}|##/u);
        assert.ok(message.length < 1500 && message.split("\n").length <= 8, message);
        assert.match(message, /^Send ID "own" for campaign/);
      });
    }
  });

  it("truncates a long response", async () => {
    emulator.script({ status: 400, body: { message: `${defaultApiKey} ${"x".repeat(5000)}` } });
    assert.ok((await failing(create("own"))).length < 1000);
  });
});
