import assert from "node:assert/strict";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import {
  createStack,
  describeDeclarationsOnEachHost,
  messageFor,
  type RecordedResource,
  type Run,
  type Stack,
  succeed,
} from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describeDeclarationsOnEachHost("a real engine, when Braze fails", ({ file, sendIds }) => {
  let emulator: Emulator;
  let stack: Stack;
  let run: Run;
  let recorded: RecordedResource[];

  const limited = "limited-0f1e2d3c",
    headless = "headless-9a8b7c6d",
    far = "far-1a2b3c4d5e6f",
    unused = "unused-3c4d5e6f7a8b";
  const keys = [defaultApiKey, limited, headless, far, unused];

  interface Case {
    name: string;
    workspace?: string;
    posts: number;
    says?: RegExp;
  }
  const cases: Case[] = [
    { name: "503-then-fine", posts: 3 },
    {
      name: "500",
      posts: 1,
      says: /^error: Send ID "500" .* may or may not have been created: Braze responded 500\./,
    },
    { name: "504", posts: 1, says: /may or may not have been created: Braze responded 504\./ },
    { name: "lost", posts: 1, says: /may or may not have been created: the connection was lost/ },
    {
      name: "timeout",
      posts: 1,
      says: /may or may not have been created: no response within braze:timeoutSeconds/,
    },
    {
      name: "queued",
      posts: 1,
      says: /may or may not have been created: Braze responded 202, but without a usable send_id\..*Braze's response: \{"message":"queued"\}/s,
    },
    {
      name: "html",
      posts: 1,
      says: /may or may not have been created: Braze responded 200, but without a usable send_id\..*an HTML page/s,
    },
    { name: "another", posts: 1, says: /created send ID "not-requested" instead of "another"/ },
    { name: "limit-near", workspace: "limited", posts: 2 },
    {
      name: "limit-headless",
      workspace: "headless",
      posts: 1,
      says: /was not created: the limit for the workspace "headless" is reached\. Braze did not say when it resets/,
    },
    {
      name: "refused",
      workspace: "refused",
      posts: 0,
      says: /was not created: http:\/\/127\.0\.0\.1:1 could not be reached after 5 attempts; last error: connection refused/,
    },
    {
      name: "wrong-key",
      workspace: "wrongKey",
      posts: 1,
      says: /\(HTTP 401\)\..*Invalid API key: \[redacted\].*request ID .*braze:workspaces\.wrongKey\.apiKey.*braze:workspaces\.wrongKey\.instance/s,
    },
  ];

  before(async () => {
    emulator = await startEmulator({
      // Limits reset at midnight.
      startTime: new Date("2030-01-01T12:00:00Z"),
      workspaces: [
        { name: "default", apiKeys: [defaultApiKey] },
        { name: "limited", apiKeys: [limited] },
        { name: "headless", apiKeys: [headless] },
        { name: "far", apiKeys: [far], dailyLimit: 0 },
        { name: "unused", apiKeys: [unused] },
      ],
    });
    stack = await createStack({
      file,
      program: sendIds(
        Object.fromEntries(
          cases.map(({ name, workspace }) => [name, { campaignId, sendId: name, workspace }]),
        ),
      ),
      env: {
        BRAZE_API_KEY: defaultApiKey,
        BRAZE_REST_ENDPOINT: emulator.url,
        BRAZE_DEBUG: "1",
        BRAZE_TIMEOUT_SECONDS: "2",
        BRAZE_MAX_WAIT_SECONDS: "20",
      },
    });
    const at = (apiKey: string, endpoint = emulator.url) => ({ apiKey, endpoint });
    const workspaces = {
      limited: at(limited),
      headless: at(headless),
      far: at(far),
      unused: at(unused),
      refused: at("nobody-hears-this-key", "http://127.0.0.1:1"),
      wrongKey: at("wrong-5e9f6a1b-8c2d"),
    };
    keys.push(workspaces.refused.apiKey, workspaces.wrongKey.apiKey);
    await succeed(stack.run("config", "set", "--secret", "braze:workspaces", JSON.stringify(workspaces)));

    const script = (sendId: string, fault: Parameters<Emulator["script"]>[0]) =>
      emulator.script({ ...fault, when: { sendId } });
    script("503-then-fine", { status: 503, times: 2 });
    script("500", { status: 500, create: true });
    script("504", { status: 504 });
    script("lost", { drop: "after-creating" });
    script("timeout", { delayMs: 10_000 });
    script("queued", { status: 202, body: { message: "queued" } });
    script("html", { status: 200, body: "<!doctype html><title>Sign in to the proxy</title>" });
    script("another", { status: 201, body: { message: "success", send_id: "not-requested" } });
    script("limit-near", { status: 429, resetInSeconds: 3 });
    script("limit-headless", {
      status: 429,
      headers: { "x-ratelimit-limit": null, "x-ratelimit-remaining": null, "x-ratelimit-reset": null },
    });
    run = await stack.up("--continue-on-error", "--parallel", "64");
    recorded = (await stack.exported()).sendIds;
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
  });

  for (const { name, posts, says } of cases) {
    const result = says === undefined ? "created" : "an error that says what to do";
    it(`${name}: ${posts} ${posts === 1 ? "request" : "requests"}, ${result}`, async () => {
      assert.equal(emulator.requests.filter(({ sendId }) => sendId === name).length, posts);
      const message = messageFor(name, run);
      if (says === undefined) assert.equal(message, "");
      else {
        assert.match(message, says);
        assert.match(message, /^(Run|Check|If it exists, declare|To keep the recorded one,) /m);
      }
    });
  }

  it("records only what was created", () => {
    assert.deepEqual(recorded.map(({ id }) => id?.replace(`${campaignId}/`, "")).sort(), [
      "503-then-fine",
      "limit-near",
      "not-requested",
    ]);
  });

  it("keeps another send ID than requested if the program accepts it, and otherwise removes it from the state like any other", async () => {
    const before = emulator.requests.length;
    await succeed(stack.run("refresh", "--yes", "--skip-preview"));
    await stack.program(sendIds({ another: { campaignId, sendId: "not-requested" } }));
    const { output } = await succeed(stack.up());
    assert.match(output, /2 deleted/);
    assert.deepEqual(
      (await stack.exported()).sendIds.map(({ outputs, initErrors }) => [outputs?.sendId, initErrors]),
      [["not-requested", undefined]],
    );
    assert.equal(emulator.requests.length, before);

    const rest = { another: { campaignId, sendId: "not-requested" } };
    emulator.script({ status: 201, body: { message: "success", send_id: "strange" } });
    await stack.program(sendIds({ ...rest, again: { campaignId, sendId: "again" } }));
    assert.notEqual((await stack.up()).code, 0);
    await stack.program(sendIds(rest));
    assert.match((await succeed(stack.up())).output, /Braze cannot delete a send ID: "strange"/);
  });

  it("shows requests and responses with BRAZE_DEBUG=1", () => {
    assert.match(run.output, /Braze debug: POST http:\S+\/sends\/id\/create .*"send_id":"500".*"status":500/);
    assert.match(run.output, /Braze debug: .*"status":401.*\[redacted\]/);
  });

  it("announces that it waits for a limit", () =>
    assert.match(run.output, /limit for the workspace "limited" is reached; waiting \d+ s/));

  describe("in one update with send IDs that would all be refused", () => {
    const unknownCampaign = "00000000-0000-0000-0000-000000000000";
    let requestsBefore: number;
    let diagnostics: string;
    let refused: Run;

    const forty = (prefix: string, args: Record<string, string>) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [
          `${prefix}-${at}`,
          { campaignId, sendId: `${prefix}-${at}`, ...args },
        ]),
      );
    const requestsFor = (prefix: string) =>
      emulator.requests.slice(requestsBefore).filter(({ sendId }) => sendId?.startsWith(`${prefix}-`)).length;
    /** The messages for the send IDs with this prefix. */
    const messagesFor = (prefix: string) =>
      Array.from({ length: 40 }, (_, at) => messageFor(`${prefix}-${at}`, refused));
    const count = (messages: string[], pattern: RegExp) =>
      messages.filter((message) => pattern.test(message)).length;

    before(async () => {
      emulator.script({ status: 500, body: '"\\ud83d"', when: { sendId: "surrogate" } });
      const body = `{"message":"${"x".repeat(299)}😀"}`;
      emulator.script({ status: 400, body, when: { sendId: "cut" } });
      emulator.script({
        status: 400,
        body: { message: "Invalid Campaign ID: No messaging API campaign was found." },
        times: Number.POSITIVE_INFINITY,
        when: { campaignId: unknownCampaign },
      });
      await stack.program(
        sendIds({
          surrogate: { campaignId, sendId: "surrogate" },
          cut: { campaignId, sendId: "cut" },
          ...forty("rejected", { workspace: "wrongKey" }),
          // Only the first request of a connection is sent alone.
          ...forty("unknown", { campaignId: unknownCampaign, workspace: "unused" }),
          ...forty("far", { workspace: "far" }),
        }),
      );
      requestsBefore = emulator.requests.length;
      refused = await stack.up("--continue-on-error", "--parallel", "128");
      diagnostics = refused.output.slice(refused.output.lastIndexOf("Diagnostics:"));
    });

    it("fails with a message if a response contains a lone surrogate", () => {
      assert.match(
        messageFor("surrogate", refused),
        /may or may not have been created: Braze responded 500\./,
      );
      assert.match(messageFor("cut", refused), /was not created: .* \(HTTP 400\)/);
    });

    it("sends one request for forty send IDs with a rejected key, and each message says so", () => {
      assert.equal(requestsFor("rejected"), 1);
      assert.equal(diagnostics.match(/rejected the request \(HTTP 401\)/g)?.length, 1);
      const messages = messagesFor("rejected");
      assert.equal(count(messages, /rejected the request \(HTTP 401\)/), 1);
      assert.equal(count(messages, /No request was sent, because Braze rejected the one for/), 39);
    });

    it("sends one request for forty send IDs of an unknown campaign", () => {
      assert.equal(requestsFor("unknown"), 1);
      assert.equal(count(messagesFor("unknown"), /for this campaign/), 39);
    });

    it("sends one request for forty send IDs if the limit resets too late, and each message says so", () => {
      assert.equal(requestsFor("far"), 1);
      const messages = messagesFor("far");
      assert.equal(
        count(
          messages,
          /limit of 0 for the workspace "far" is reached\. It resets at \d{4}-\d\d-\d\d 00:00:00 UTC\./,
        ),
        40,
      );
      assert.equal(count(messages, /No request was sent, because an earlier one/), 39);
    });
  });

  it("prints no stack trace, and no key", async () => {
    assert.doesNotMatch(run.output, /^\s+at /m);
    const { text } = await stack.exported();
    for (const key of keys) assert.ok(!`${run.output}${text}`.includes(key), key);
  });
});
