import assert from "node:assert/strict";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createStack, describeDeclarationsOnEachHost, type Stack, succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describeDeclarationsOnEachHost("several workspaces in one stack", ({ file, sendIds }) => {
  let indoor: Emulator;
  let outdoor: Emulator;
  let stack: Stack;
  const outdoorKey = "outdoor-key-5e9f6a1b";

  before(async () => {
    indoor = await startEmulator();
    outdoor = await startEmulator({
      apiKey: outdoorKey,
      dailyLimit: 1,
      startTime: new Date("2030-01-01T12:00:00Z"),
    });
    stack = await createStack({
      file,
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

  it("creates each in its workspace, with its key and limit, and replaces one whose workspace changes, with the reason", async () => {
    await stack.program(
      sendIds({
        here: { campaignId, sendId: "a" },
        there: { campaignId, sendId: "a", workspace: "outdoor" },
        here2: { campaignId, sendId: "b" },
        there2: { campaignId, sendId: "b", workspace: "outdoor" },
      }),
    );
    const { output } = await stack.up("--continue-on-error");
    assert.deepEqual([indoor.created.length, outdoor.created.length], [2, 1]);
    assert.match(
      output,
      /Diagnostics:.*Braze: 0 of 1 send IDs remain for the workspace "outdoor" until \d{4}-\d\d-\d\d 00:00:00 UTC\./s,
    );
    assert.match(output, /limit of 1 for the workspace "outdoor" is reached/);
    const recorded = (await stack.exported()).sendIds.map(({ urn, outputs }) => [
      urn.split("::").at(-1),
      outputs?.workspace,
    ]);
    // The engine creates both at the same time, in any order.
    const created = outdoor.created[0]?.sendId === "a" ? "there" : "there2";
    assert.deepEqual(Object.fromEntries(recorded), {
      here: undefined,
      here2: undefined,
      [created]: "outdoor",
    });

    await stack.program(
      sendIds({
        here: { campaignId, sendId: "a", workspace: "outdoor" },
        here2: { campaignId, sendId: "b" },
      }),
    );
    assert.match((await succeed(stack.run("preview"))).output, /here replace \[diff: [+~]workspace\]/);
  });

  it("rejects an unknown name at preview with the known ones, and a key in place of a name without printing it", async () => {
    await stack.program(sendIds({ nowhere: { campaignId, workspace: "garden" } }));
    const unknown = await stack.preview();
    assert.notEqual(unknown.code, 0);
    assert.match(
      unknown.output,
      /has a problem: workspace is not a configured workspace\. Use one of keyless, outdoor, or add it to braze:workspaces or BRAZE_WORKSPACES\./,
    );

    await stack.program(sendIds({ nowhere: { campaignId, workspace: outdoorKey } }));
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assert.match(output, /workspace contains the API key/);
    assert.ok(!output.includes(outdoorKey.slice(0, 12)), output);
  });

  it("requires a key for a create, and not for one that is adopted", async () => {
    await stack.program(
      sendIds({
        keyless: { campaignId, sendId: "a", workspace: "keyless" },
        adopted: { campaignId, sendId: "b", workspace: "keyless", adopt: true },
      }),
    );
    await succeed(stack.preview());
    const { code, output } = await stack.up("--continue-on-error");
    assert.notEqual(code, 0);
    assert.match(
      output,
      /"keyless" has no API key\. Set it with `pulumi config set --secret --path 'braze:workspaces\.keyless\.apiKey'`/,
    );
    const recorded = (await stack.exported()).sendIds.map(({ urn }) => urn.split("::").at(-1));
    assert.ok(recorded.includes("adopted") && !recorded.includes("keyless"), recorded.join());
  });

  it("warns at preview, and fails at update, if no workspace is configured, and reads BRAZE_WORKSPACES, which leaves no key in the state", async () => {
    const apiKey = "environment-key-7c3d";
    const emulator = await startEmulator({ apiKey });
    const own = await createStack({
      file,
      program: sendIds({ there: { campaignId, sendId: "environment", workspace: "outdoor" } }),
    });
    try {
      const { output } = await succeed(own.preview());
      assert.match(
        output,
        /warning: "outdoor" is not a configured workspace\. Add it to braze:workspaces or BRAZE_WORKSPACES\. The update requires it\./,
      );
      const update = await own.up();
      assert.notEqual(update.code, 0);
      assert.match(update.output, /No request was sent to Braze/);

      own.env.BRAZE_WORKSPACES = JSON.stringify({ outdoor: { apiKey, endpoint: emulator.url } });
      await succeed(own.up());
      assert.deepEqual(
        emulator.created.map(({ sendId }) => sendId),
        ["environment"],
      );
      assert.doesNotMatch((await own.exported()).text, /environment-key|apiKey|ciphertext/);
    } finally {
      await own.remove();
      await emulator.close();
    }
  });
});
