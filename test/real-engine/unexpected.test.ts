import assert from "node:assert/strict";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import { type InstalledPackage, installPackage } from "../examples/installed-package";
import { createStack, describeDeclarationsOnEachHost, type Stack } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

/** Makes the engine find the plugin in this folder. */
async function findPluginIn(folder: string, stack: Stack) {
  const project = join(stack.folder, "Pulumi.yaml");
  const settings = JSON.parse(await readFile(project, "utf8"));
  settings.plugins.providers[0].path = folder;
  await writeFile(project, JSON.stringify(settings));
}

describeDeclarationsOnEachHost("an exception that nobody expected", ({ file, sendIds }) => {
  let installed: InstalledPackage;
  let stack: Stack;
  beforeEach(async () => {
    installed = installPackage();
    stack = await createStack({
      file,
      program: sendIds({ own: { campaignId, sendId: "own" } }),
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: "http://127.0.0.1:1" },
      install: (folder) => symlink(installed.nodeModules, join(folder, "node_modules")),
    });
    await findPluginIn(join(installed.nodeModules, ".bin"), stack);
  });
  afterEach(async () => {
    await stack.remove();
    installed.remove();
  });

  // hosts.test.ts shows the same for every call and every error.
  for (const [call, dependency] of [
    ["check", "zod"],
    ["create", "axios"],
  ] as const) {
    it(`in ${call} is one message without a stack trace, such as of an installation without ${dependency}`, async () => {
      await rm(join(installed.nodeModules, dependency));
      const { code, output } = await stack.up();
      assert.notEqual(code, 0);
      assert.match(output, new RegExp(`Cannot find module '${dependency}'`));
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
      await findPluginIn(folder, stack);

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
