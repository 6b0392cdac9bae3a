import assert from "node:assert/strict";
import { ErrorHook } from "@pulumi/pulumi";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createInlineStack, describeInlineOnEachHost, type InlineStack } from "./inline";
import { messageFor, type RecordedResource, type Run } from "./stack";

const repetitions = 3;

/** Each case has a campaign, so that the requests for a generated send ID can be counted. */
const campaignOf = (at: number) => `d8b73da7-0b7c-fc72-1d80-e59c7f20f0${10 + at}`;

interface Case {
  name: string;
  /** @defaultValue the name */
  sendId?: "generated";
  workspace?: string;
  fault?: Parameters<Emulator["script"]>[0];
  says: RegExp;
}

const doubt = (why: string) => new RegExp(`may or may not have been created: ${why}`);

const cases: Case[] = [
  { name: "500", fault: { status: 500, create: true }, says: doubt("Braze responded 500") },
  { name: "lost", fault: { drop: "after-creating" }, says: doubt("the connection was lost") },
  {
    name: "queued",
    fault: { status: 202, body: { message: "queued" } },
    says: doubt("Braze responded 202, but without a usable send_id"),
  },
  { name: "503", sendId: "generated", fault: { status: 503 }, says: doubt("Braze responded 503") },
  { name: "lost generated", sendId: "generated", fault: { drop: "after-creating" }, says: doubt("the conn") },
  {
    name: "another",
    fault: { status: 201, body: { message: "success", send_id: "not-requested" } },
    says: /created send ID "not-requested" instead of "another"/,
  },
  {
    name: "key",
    workspace: "wrongKey",
    says: /rejected the request \(HTTP 401\).*Braze's response: Invalid API key/s,
  },
  {
    name: "key generated",
    sendId: "generated",
    workspace: "wrongKeyToo",
    says: /rejected the request \(HTTP 401\).*Braze's response: Invalid API key/s,
  },
  {
    name: "campaign",
    fault: { status: 400, body: { message: "Invalid Campaign ID: No messaging API campaign was found." } },
    says: /rejected the request \(HTTP 400\).*Braze's response: Invalid Campaign ID/s,
  },
  {
    name: "argument",
    fault: { status: 400, body: { message: "send_id is invalid" } },
    says: /rejected the request \(HTTP 400\).*Braze's response: send_id is invalid/s,
  },
  {
    name: "limit",
    workspace: "limited",
    says: /the limit of 0 for the workspace "limited" is reached\. It resets at .*Braze's response: /s,
  },
];

describeInlineOnEachHost("a create that the engine repeats", ({ BrazeSendId }) => {
  let emulator: Emulator;
  let stack: InlineStack;
  let calls: Map<string, number>;
  let run: Run;
  let recorded: RecordedResource[];

  before(async () => {
    emulator = await startEmulator({
      workspaces: [
        { name: "default", apiKeys: [defaultApiKey] },
        { name: "limited", apiKeys: ["limited-0f1e2d3c"], dailyLimit: 0 },
      ],
    });
    const at = (apiKey: string) => ({ apiKey, endpoint: emulator.url });
    const workspaces = {
      limited: at("limited-0f1e2d3c"),
      wrongKey: at("wrong-5e9f6a1b-8c2d"),
      wrongKeyToo: at("wrong-too-7c3d9e1f"),
    };
    stack = await createInlineStack({
      BRAZE_API_KEY: defaultApiKey,
      BRAZE_REST_ENDPOINT: emulator.url,
      BRAZE_WORKSPACES: JSON.stringify(workspaces),
    });
    for (const [index, { fault }] of cases.entries())
      if (fault !== undefined)
        emulator.script({
          ...fault,
          when: { campaignId: campaignOf(index) },
          times: Number.POSITIVE_INFINITY,
        });
    calls = new Map();
    run = await stack.up(
      () => {
        for (const [index, { name, sendId = name, workspace }] of cases.entries()) {
          calls.set(name, 0);
          const repeat = new ErrorHook(`repeat ${name}`, () => {
            calls.set(name, (calls.get(name) ?? 0) + 1);
            return (calls.get(name) ?? 0) <= repetitions;
          });
          new BrazeSendId(
            name,
            {
              campaignId: campaignOf(index),
              sendId: sendId === "generated" ? undefined : sendId,
              workspace,
            },
            { hooks: { onError: [repeat] } },
          );
        }
      },
      { continueOnError: true, parallel: 64 },
    );
    recorded = (await stack.exported()).sendIds;
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
  });

  for (const [index, { name, says }] of cases.entries())
    it(`${name}: one request, and the whole message again`, () => {
      assert.equal(calls.get(name), repetitions + 1, run.output);
      assert.equal(emulator.requests.filter(({ campaignId }) => campaignId === campaignOf(index)).length, 1);
      const message = messageFor(name, run);
      assert.match(message, says);
      assert.match(message, /^No request was sent again\.$/m);
      assert.doesNotMatch(message, /Braze rejected the one for/);
    });

  it("records only another send ID than requested, as failed", () => {
    assert.deepEqual(
      recorded.map(({ outputs, initErrors = [] }) => [outputs?.sendId, initErrors.length]),
      [["not-requested", 1]],
    );
  });

  it("ten generated ones of a campaign, of which one is lost: ten requests at most, and all others are recorded", async () => {
    const campaignId = campaignOf(cases.length);
    emulator.script({ drop: "after-creating", when: { campaignId } });
    const before = emulator.requests.length;
    const repeated = await stack.up(
      () => {
        let calls = 0;
        const repeat = new ErrorHook("repeat", () => ++calls <= repetitions);
        for (let count = 0; count < 10; count++)
          new BrazeSendId(`generated-${count}`, { campaignId }, { hooks: { onError: [repeat] } });
      },
      { continueOnError: true, parallel: 4 },
    );
    const diagnostics = repeated.output.slice(repeated.output.lastIndexOf("Diagnostics:"));
    assert.equal(
      diagnostics.match(/error: A send ID generated .* may or may not/g)?.length,
      1,
      repeated.output,
    );
    assert.equal(emulator.requests.length - before, 10);
    const { length } = (await stack.exported()).sendIds.filter(
      ({ outputs }) => outputs?.campaignId === campaignId,
    );
    assert.equal(length, 9);
  });

  it("without end: the message is shown, and another send ID than requested is recorded", async () => {
    const campaignId = campaignOf(cases.length + 1);
    emulator.script({ drop: "after-creating", when: { campaignId, sendId: "lost" } });
    emulator.script({
      status: 201,
      body: { message: "success", send_id: "unwanted" },
      when: { campaignId, sendId: "wanted" },
    });
    const before = emulator.requests.length;
    const { code, output } = await stack.up(
      () => {
        const onError = [new ErrorHook("repeat", () => true)];
        for (const sendId of ["lost", "wanted"])
          new BrazeSendId(sendId, { campaignId, sendId }, { hooks: { onError } });
      },
      { continueOnError: true },
    );
    assert.notEqual(code, 0, output);
    const diagnostics = output.slice(output.lastIndexOf("Diagnostics:"));
    assert.match(
      diagnostics,
      /Send ID "lost" for campaign \S+ may or may not .* No request was sent again\.$/m,
    );
    assert.match(
      diagnostics,
      /Braze created send ID "unwanted" instead of "wanted"\. The created one is recorded\. /,
    );
    assert.equal(emulator.requests.length - before, 2);
    const { sendIds } = await stack.exported();
    assert.deepEqual(
      sendIds.filter(({ urn }) => /::(lost|wanted)$/.test(urn)).map(({ id }) => id),
      [`${campaignId}/unwanted`],
    );
  });
});
