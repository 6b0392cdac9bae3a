import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import { findEngine } from "../../tools/engine/find-engine";
import { createStack, succeed } from "../real-engine/stack";
import { type Combination, nodeVersions } from "./combinations";
import { install } from "./install";
import type { nodeBinaries } from "./node-binaries";
import { program } from "./program";

/** Installs the package, and verifies that it creates once and that a second update changes nothing. */
export async function verifyInstallation(
  combination: Combination,
  tarball: string,
  folderOf: Awaited<ReturnType<typeof nodeBinaries>>,
): Promise<void> {
  const { env } = await findEngine();
  const PATH = [folderOf(combination.node), env.PATH].join(delimiter);
  await using emulator = await startEmulator();
  const stack = await createStack({
    program: program(combination),
    file: combination.language === "TypeScript" ? "index.ts" : "index.js",
    env: {
      PATH,
      BRAZE_API_KEY: defaultApiKey,
      BRAZE_REST_ENDPOINT: emulator.url,
    },
    install: (folder) => install(folder, combination, tarball, { ...process.env, PATH }),
  });
  try {
    await succeed(stack.up());
    const created = emulator.created.map(({ sendId }) => sendId);
    assert.equal(created.length, 2);
    assert.equal(emulator.requests.length, 2);
    const { sendIds, text } = await stack.exported();
    assert.equal(sendIds.length, 2);
    for (const { inputs, outputs } of sendIds) {
      assert.equal(inputs?.__provider, 'exports.handler = () => require("pulumi-braze/provider")');
      assert.equal(outputs?.__provider, inputs?.__provider);
    }
    assert.ok(!text.includes(defaultApiKey));

    // The first update has checked the types, if the program consists of ES modules.
    stack.env.TS_NODE_TRANSPILE_ONLY = "true";
    const { output } = await succeed(stack.up());
    assert.match(output, /^ +3 unchanged$/m);
    assert.equal(emulator.requests.length, 2);
    assert.deepEqual(await stack.outputs(), {
      generated: created.find((sendId) => sendId !== "winter-sale"),
      own: "winter-sale",
      sdk: combination.sdk,
      node: `v${nodeVersions[combination.node]}`,
      modules: combination.modules,
    });
  } finally {
    await stack.remove();
  }
}
