import assert from "node:assert/strict";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { step } from "../support/step";
import { createStack, describeOnEachHost, type Run, type Stack, sendIds, succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const otherCampaignId = "0b8be5fa-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

describeOnEachHost("the same pair twice in one program", (from) => {
  let emulator: Emulator;
  let stack: Stack;

  beforeEach(async () => {
    emulator = await startEmulator();
    stack = await createStack({
      from,
      program: "",
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url },
    });
  });
  afterEach(async () => {
    await stack.remove();
    await emulator.close();
  });

  function assertRejected({ code, output }: Run) {
    assert.notEqual(code, 0, output);
    assert.match(
      output,
      // The engine sends both to the plugin at the same time, in any order.
      /"(first|second)" and "(first|second)" declare the same send ID for the same campaign\. .* Declare it once/,
    );
    assert.doesNotMatch(output, /^\s+at /m);
  }

  it("is rejected before its request: at preview, at update if it was not known before, and if one of them exists", async () => {
    await step("a preview, naming both", async () => {
      await stack.program(
        sendIds({ first: { campaignId, sendId: "a" }, second: { campaignId, sendId: "a" } }),
      );
      assertRejected(await stack.run("up", "--yes"));
      assert.equal(emulator.requests.length, 0);
    });

    await step("an update, if it was not known at preview", async () => {
      await stack.program(`
        const { BrazeSendId } = require("pulumi-braze");
        const first = new BrazeSendId("first", { campaignId: "${campaignId}", sendId: "a" });
        const known = first.createdAt.apply((at) => at && "a");
        new BrazeSendId("second", { campaignId: "${campaignId}", sendId: known });`);
      await succeed(stack.preview());
      assertRejected(await stack.up());
      assert.deepEqual(
        emulator.requests.map(({ sendId }) => sendId),
        ["a"],
      );
      assertRejected(await stack.preview());
    });

    await step("a preview, if one of them exists", async () => {
      const before = emulator.requests.length;
      await stack.program(`
        const { BrazeSendId } = require("pulumi-braze");
        new BrazeSendId("first", { campaignId: "${campaignId}", sendId: "a" });
        new BrazeSendId("second", { campaignId: Promise.resolve("${campaignId}"), sendId: "a" });`);
      assertRejected(await stack.preview());
      assert.equal(emulator.requests.length, before);
    });
  });

  it("is not reported for different pairs and generated send IDs, and keeps the secrecy of an argument to that argument", async () => {
    await stack.program(`
      ${sendIds({
        first: { campaignId, sendId: "a" },
        otherCampaign: { campaignId: otherCampaignId, sendId: "a" },
        generated: { campaignId },
        generatedToo: { campaignId },
      })}
      const { output, secret } = require("@pulumi/pulumi");
      for (const name of ["late", "lateToo"]) {
        new BrazeSendId(name, { campaignId: "${campaignId}", sendId: output(undefined) });
      }
      BrazeSendId.get("read", "${campaignId}/a");
      new BrazeSendId("secretCampaign", { campaignId: secret("${campaignId}"), sendId: "in-the-open" });
      new BrazeSendId("secretSendId", { campaignId: "${campaignId}", sendId: secret("hidden") });
      new BrazeSendId("secretLate", { campaignId: secret("${campaignId}"), sendId: Promise.resolve("late") });`);
    await succeed(stack.up());
    assert.equal(emulator.created.length, 9);
    const { sendIds: recorded } = await stack.exported();
    const inputs = (name: string) => recorded.find(({ urn }) => urn.endsWith(`::${name}`))?.inputs ?? {};
    assert.equal(inputs("secretCampaign").sendId, "in-the-open");
    assert.equal(typeof inputs("secretCampaign").campaignId, "object");
    assert.equal(inputs("secretSendId").campaignId, campaignId);
    assert.equal(typeof inputs("secretSendId").sendId, "object");
    assert.equal(inputs("secretLate").sendId, "late");
    for (const name of ["secretCampaign", "secretSendId", "secretLate"]) {
      assert.deepEqual(recorded.find(({ urn }) => urn.endsWith(`::${name}`))?.dependencies ?? [], []);
    }
  });

  it("is not all that a preview rejects: it validates a known send ID if the workspace is not known yet", async () => {
    await stack.program(`
      const { BrazeSendId } = require("pulumi-braze");
      const first = new BrazeSendId("upstream", { campaignId: "${otherCampaignId}", sendId: "upstream" });
      new BrazeSendId("second", {
        campaignId: "${campaignId}",
        sendId: Promise.resolve("ü"),
        workspace: first.createdAt.apply((at) => at && "outdoor"),
      });`);
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assert.match(output, /has a problem: sendId must contain only ASCII characters/);
  });

  it("is not printed if it is secret", async () => {
    await stack.program(`
      const { BrazeSendId } = require("pulumi-braze");
      const { secret } = require("@pulumi/pulumi");
      for (const name of ["first", "second"]) {
        new BrazeSendId(name, { campaignId: "${campaignId}", sendId: secret("hidden-value") });
      }`);
    const run = await stack.preview();
    assertRejected(run);
    assert.doesNotMatch(run.output, /hidden-value/);
  });
});
