import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
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
});

/** Starts a command with too little address space for the WebAssembly that Node 20 compiles when axios is loaded. */
const withLittleMemory = (command: string) => `#!/bin/sh\nulimit -v 8000000\nexec ${command} "$@"\n`;

describeDeclarationsOnEachHost("a promise that a library leaves rejected", ({ file, sendIds }) => {
  it("does not end a create: the send ID is recorded", async () => {
    const emulator = await startEmulator();
    const stack = await createStack({
      file,
      program: sendIds({ generated: { campaignId } }),
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url },
    });
    try {
      const folder = join(stack.folder, "launchers");
      await mkdir(folder);
      for (const [name, command] of [
        ["pulumi-resource-pulumi-nodejs", `node -e 'require("@pulumi/pulumi/cmd/dynamic-provider")' "$0"`],
        ["pulumi-resource-braze", `node ${require.resolve("pulumi-braze/package.json")}/../dist/plugin.js`],
      ] as const)
        await writeFile(join(folder, name), withLittleMemory(command), { mode: 0o755 });
      stack.env.PATH = `${folder}${delimiter}${stack.env.PATH}`;
      const project = join(stack.folder, "Pulumi.yaml");
      const settings = JSON.parse(await readFile(project, "utf8"));
      settings.plugins.providers[0].path = folder;
      await writeFile(project, JSON.stringify(settings));

      emulator.script({ delayMs: 1000 });
      await stack.up();
      const { sendIds: recorded } = await stack.exported();
      assert.deepEqual(
        recorded.map(({ outputs }) => outputs?.sendId),
        emulator.created.map(({ sendId }) => sendId),
      );
      assert.equal(recorded.length, 1);
    } finally {
      await stack.remove();
      await emulator.close();
    }
  });
});
