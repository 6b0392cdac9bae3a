import assert from "node:assert/strict";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createStack, type Run, type Stack, sendIds, succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const otherCampaignId = "0b8be5fa-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

describe("the same pair twice in one program", () => {
  let emulator: Emulator;
  let stack: Stack;

  before(async () => {
    emulator = await startEmulator();
    stack = await createStack({
      program: "",
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url },
    });
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
  });

  function assertRefused({ code, output }: Run) {
    assert.notEqual(code, 0);
    assert.match(
      output,
      /"first" and "second" declare the same send ID: "a" for campaign d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3\. .* Declare it once/,
    );
    assert.doesNotMatch(output, /^\s+at /m);
  }

  it("is refused at preview, and so before anything is sent, naming both", async () => {
    await stack.program(sendIds({ first: { campaignId, sendId: "a" }, second: { campaignId, sendId: "a" } }));
    assertRefused(await stack.run("up", "--yes"));
    assert.equal(emulator.requests.length, 0);
  });

  it("is caught at update, still before the request, when it was not known at preview", async () => {
    await stack.program(`
      const { BrazeSendId } = require("pulumi-braze");
      const first = new BrazeSendId("first", { campaignId: "${campaignId}", sendId: "a" });
      const known = first.createdAt.apply((at) => at && "a");
      new BrazeSendId("second", { campaignId: "${campaignId}", sendId: known });`);
    await succeed(stack.preview());
    assertRefused(await stack.up());
    assert.deepEqual(
      emulator.requests.map(({ sendId }) => sendId),
      ["a"],
    );
    assertRefused(await stack.preview());
  });

  it("is caught, too, when one of them exists already", async () => {
    const before = emulator.requests.length;
    await stack.program(`
      const { BrazeSendId } = require("pulumi-braze");
      new BrazeSendId("first", { campaignId: "${campaignId}", sendId: "a" });
      new BrazeSendId("second", { campaignId: Promise.resolve("${campaignId}"), sendId: "a" });`);
    assertRefused(await stack.preview());
    assert.equal(emulator.requests.length, before);
  });

  it("is not seen where there is none", async () => {
    await stack.program(`
      ${sendIds({
        first: { campaignId, sendId: "a" },
        otherCampaign: { campaignId: otherCampaignId, sendId: "a" },
        generated: { campaignId },
        generatedToo: { campaignId },
      })}
      const { output } = require("@pulumi/pulumi");
      for (const name of ["late", "lateToo"]) {
        new BrazeSendId(name, { campaignId: "${campaignId}", sendId: output(undefined) });
      }
      BrazeSendId.get("read", "${campaignId}/a");`);
    await succeed(stack.up());
    assert.equal(emulator.created.length, 6);
  });
});
