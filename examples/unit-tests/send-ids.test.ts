import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { all, runtime } from "@pulumi/pulumi";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";

/** Fast: Pulumi's mocks replace the engine and the provider. Use them for names and arguments. */
describe("the program, with mocks", () => {
  it("names every send ID by its week, in lower case", async () => {
    await runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: () => ({}),
    });
    // Required here, because the mocks must be set before it runs.
    const program = require("./index") as typeof import("./index");
    const sendIds = await new Promise<string[]>((done) => all(program.sendIds).apply(done));
    assert.equal(sendIds.length, 3);
    for (const sendId of sendIds) assert.match(sendId, /^newsletter-\d{4}-w\d\d$/);
  });
});

/** Complete: a real engine, the real provider, and the emulator. Use it for requests and failures. */
describe("the program, with the emulator", () => {
  const state = mkdtempSync(join(tmpdir(), "send-ids-test-"));
  let emulator: Emulator;
  let stack: Stack;

  before(async () => {
    emulator = await startEmulator();
    stack = await LocalWorkspace.createOrSelectStack(
      { stackName: "test", workDir: __dirname },
      {
        envVars: {
          BRAZE_API_KEY: defaultApiKey,
          BRAZE_REST_ENDPOINT: emulator.url,
          PULUMI_BACKEND_URL: pathToFileURL(state).href,
          PULUMI_CONFIG_PASSPHRASE: "test",
          PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        },
      },
    );
  });
  after(async () => {
    await stack?.workspace.removeStack("test", { force: true });
    await emulator?.close();
    rmSync(state, { recursive: true, force: true });
  });

  it("creates what it can, and never repeats a request whose response was lost", async () => {
    emulator.script({ drop: "after-creating", when: { sendId: "newsletter-2026-w52" } });
    await assert.rejects(
      stack.up({ continueOnError: true }),
      /"newsletter-2026-w52".* may or may not have been created/,
    );
    assert.deepEqual(emulator.requests.map(({ sendId }) => sendId).sort(), [
      "newsletter-2026-w51",
      "newsletter-2026-w52",
      "newsletter-2026-w53",
    ]);
  });

  it("sends a request only for the missing send ID", async () => {
    const before = emulator.requests.length;
    const { outputs } = await stack.up();
    assert.deepEqual(
      emulator.requests.slice(before).map(({ sendId }) => sendId),
      ["newsletter-2026-w52"],
    );
    assert.deepEqual(outputs.sendIds?.value, [
      "newsletter-2026-w51",
      "newsletter-2026-w52",
      "newsletter-2026-w53",
    ]);
  });
});
