import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultApiKey, type Emulator, startEmulator } from "../../provider/src/emulator";
import type { PlannedSendId } from "../../provider/src/plan/plan-schema";
import { pulumiBraze } from "../support/pulumi-braze";
import { createStack, describeOnEachHost, type Stack, succeed } from "./stack";

const campaignId = "aaaaaaaa-0b7c-4c72-9d80-e59c7f20f0d3";

/** @param first options of the first one, and its send ID. */
const program = (first = "{ replacementTrigger: 1 }", sendId = "a") => `
const { BrazeSendId } = require("pulumi-braze");
const campaignId = "${campaignId}";
const first = new BrazeSendId("first", { campaignId, sendId: "${sendId}" }, ${first});
new BrazeSendId("second", { campaignId, sendId: "b" }, { replaceWith: [first] });
new BrazeSendId("generated", { campaignId });`;

// Run by the engine, because the form in which it reports these is not documented.
describeOnEachHost("a replacement that no argument explains", (from) => {
  let emulator: Emulator;
  let stack: Stack;
  let folder: string;
  before(async () => {
    emulator = await startEmulator();
    const env = { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url };
    stack = await createStack({ program: program(), from, env });
    await succeed(stack.up());
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-requested-"));
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
    await rm(folder, { recursive: true });
  });
  async function plan(args: string[], ...format: string[]) {
    const file = join(folder, "preview");
    await writeFile(file, (await succeed(stack.run("preview", ...args))).output);
    return pulumiBraze(["plan", file, ...format]);
  }
  const urnOf = async (name: string) =>
    (await stack.exported()).sendIds.find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";
  const causes = async (...args: string[]) => {
    const { sendIds } = JSON.parse((await plan(["--json", ...args], "--format", "json")).stdout);
    return Object.fromEntries(sendIds.map(({ name, why, cause }: PlannedSendId) => [name, cause ?? why]));
  };
  const second = { kind: "replaceWith", names: ["first"] };

  it("is explained by replacementTrigger and replaceWith, with the fact that the pair is requested again", async () => {
    await stack.program(program("{ replacementTrigger: 2 }"));
    assert.deepEqual(await causes(), { first: { kind: "replacementTrigger" }, second });
    const { stdout } = await plan(["--json"]);
    assert.match(stdout, /"first": replacementTrigger changed; the same pair is requested again\n/);
    assert.match(stdout, /"second": replaceWith names "first"; the same pair is requested again\n/);
    assert.match(
      stdout,
      /! The same pair is requested again: "first", "second"\. Each request counts toward/,
    );
    assert.doesNotMatch(stdout, /counted separately/);
  });

  it("is not named if an argument changes, too", async () => {
    await stack.program(program("{ replacementTrigger: 2 }", "a-2"));
    assert.deepEqual(await causes(), { first: "arguments", second });
  });

  it("is explained by --replace, also for one that Braze generates again", async () => {
    await stack.program(program());
    const replace = ["--replace", await urnOf("generated")];
    assert.deepEqual(await causes(...replace), { generated: { kind: "replace" } });
    const { stdout } = await plan(["--json", ...replace]);
    assert.match(stdout, /"generated": --replace was given\n/);
    assert.doesNotMatch(stdout, /requested again/);
  });

  it("is explained by a taint", async () => {
    await stack.program(program());
    await succeed(stack.run("state", "taint", await urnOf("first"), "--yes"));
    assert.deepEqual(await causes(), { first: { kind: "taint" }, second });
    await succeed(stack.run("state", "untaint", await urnOf("first"), "--yes"));
    assert.deepEqual(await causes(), {});
  });

  it("is not read from other outputs of a preview, whose error says what to run", async () => {
    await stack.program(program("{ replacementTrigger: 2 }"));
    const summary = await plan(["--output", "json"]);
    assert.equal(summary.code, 2);
    assert.match(summary.stderr, /it is the summary that --output json prints.* `pulumi preview --json`/);
    stack.env.PULUMI_ENABLE_STREAMING_JSON_PREVIEW = "true";
    const events = await plan(["--json"]).finally(() => {
      delete stack.env.PULUMI_ENABLE_STREAMING_JSON_PREVIEW;
    });
    assert.equal(events.code, 2);
    assert.match(
      events.stderr,
      /streaming preview\. Run `pulumi preview --json` without PULUMI_ENABLE_STREAMING_JSON_PREVIEW\.\n$/,
    );
  });
});
