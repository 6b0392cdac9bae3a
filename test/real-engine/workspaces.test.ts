import assert from "node:assert/strict";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createStack, type Stack, sendIds, succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describe("several workspaces in one stack", () => {
  let indoor: Emulator;
  let outdoor: Emulator;
  let stack: Stack;
  const outdoorKey = "outdoor-key-5e9f6a1b";

  before(async () => {
    indoor = await startEmulator();
    outdoor = await startEmulator({ apiKey: outdoorKey, dailyLimit: 1 });
    stack = await createStack({
      program: "",
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: indoor.url },
    });
    const set = (path: string, value: string, ...flags: string[]) =>
      succeed(stack.run("config", "set", ...flags, "--path", `braze:workspaces.${path}`, value));
    await set("outdoor.endpoint", outdoor.url);
    await set("outdoor.apiKey", outdoorKey, "--secret");
    await set("keyless.endpoint", outdoor.url);
  });
  after(async () => {
    await stack.remove();
    await indoor.close();
    await outdoor.close();
  });

  it("creates each in its own, with its own key", async () => {
    await stack.program(
      sendIds({
        here: { campaignId, sendId: "a" },
        there: { campaignId, sendId: "a", workspace: "outdoor" },
      }),
    );
    const { output } = await succeed(stack.up());
    assert.deepEqual([indoor.created.length, outdoor.created.length], [1, 1]);
    assert.match(
      output,
      /Diagnostics:.*Braze: 0 of 1 send IDs left for the workspace "outdoor" until \d{4}-\d\d-\d\d 00:00:00 UTC\./s,
    );
    const there = (await stack.exported()).sendIds.find(({ urn }) => urn.endsWith("::there"));
    assert.equal(there?.outputs?.workspace, "outdoor");
  });

  it("keeps their limits apart", async () => {
    await stack.program(
      sendIds({
        here: { campaignId, sendId: "a" },
        there: { campaignId, sendId: "a", workspace: "outdoor" },
        here2: { campaignId, sendId: "b" },
        there2: { campaignId, sendId: "b", workspace: "outdoor" },
      }),
    );
    const { output } = await stack.up("--continue-on-error");
    assert.match(output, /limit for the workspace "outdoor" is reached \(1\)/);
    assert.deepEqual([indoor.created.length, outdoor.created.length], [2, 1]);
  });

  it("replaces one that moves to another, and the reason is workspace", async () => {
    await stack.program(
      sendIds({
        here: { campaignId, sendId: "a", workspace: "outdoor" },
        here2: { campaignId, sendId: "b" },
      }),
    );
    assert.match((await succeed(stack.run("preview"))).output, /here replace \[diff: \+workspace\]/);
  });

  it("refuses an unknown name at preview, and lists those there are", async () => {
    await stack.program(sendIds({ nowhere: { campaignId, workspace: "garden" } }));
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assert.match(
      output,
      /property workspace value \{garden\} has a problem: "garden" is not configured under braze:workspaces, which has keyless, outdoor\./,
    );
  });

  it("misses a key only when it is used to create", async () => {
    await stack.program(sendIds({ keyless: { campaignId, sendId: "a", workspace: "keyless" } }));
    await succeed(stack.preview());
    const { code, output } = await stack.up();
    assert.notEqual(code, 0);
    assert.match(
      output,
      /"keyless" has no API key\. Set it with `pulumi config set --secret --path 'braze:workspaces\.keyless\.apiKey'`/,
    );
    await stack.program(sendIds({ keyless: { campaignId, sendId: "a", workspace: "keyless", adopt: true } }));
    await succeed(stack.up());
  });
});
