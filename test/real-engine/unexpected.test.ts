import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultApiKey } from "pulumi-braze/emulator";
import { createStack, describeDeclarationsOnEachHost, type Stack } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

/** Makes a function of the provider throw, like a bug. */
const breakProvider = (module: string, name: string, bug = 'throw new TypeError("a bug \\ud83d");') => `
  const Module = require("node:module");
  const { _load } = Module;
  Module._load = function (request, ...rest) {
    const exports = _load.call(this, request, ...rest);
    if (!request.endsWith("${module}")) return exports;
    return { ...exports, ${name}() { ${bug} } };
  };`;

describeDeclarationsOnEachHost("an exception that nobody expected", ({ file, sendIds }) => {
  let stack: Stack;
  before(async () => {
    stack = await createStack({
      file,
      program: sendIds({ own: { campaignId, sendId: "own" } }),
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: "http://127.0.0.1:1" },
    });
    stack.env.NODE_OPTIONS = `--require=${join(stack.folder, "bug.js")}`;
  });
  after(() => stack.remove());

  for (const [call, module, name] of [
    ["configure", "configuration/configuration", "readConfiguration"],
    ["check", "send-id/check", "check"],
    ["create", "braze/create-send-id", "createClient"],
  ] as const) {
    it(`in ${call} is one message without a stack trace`, async () => {
      await writeFile(join(stack.folder, "bug.js"), breakProvider(module, name));
      const { code, output } = await stack.up();
      assert.notEqual(code, 0);
      assert.match(output, /a bug \\u\{d83d\}/);
      assert.doesNotMatch(output, /^\s+at /m);
    });
  }

  // Pulumi reports such an exception in the dynamic-provider host.
  if (file === "index.js") return;

  it("outside of a call ends the plugin without a stack trace", async () => {
    const bug = 'setImmediate(() => { throw new Error("a bug"); }); return () => new Promise(() => {});';
    await writeFile(join(stack.folder, "bug.js"), breakProvider("braze/create-send-id", "createClient", bug));
    const { code, output } = await stack.up();
    assert.notEqual(code, 0);
    assert.match(output, /a bug$/m);
    assert.doesNotMatch(output, /^\s+at /m);
  });
});
