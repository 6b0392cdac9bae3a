import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { version } from "pulumi-braze/package.json";
import { recorded } from "./recorded";

/** Resolves the package by name, as a program does. */
const requireAsProgram = createRequire(join(__dirname, "program.js"));

/** Evaluates a recorded `__provider` as Pulumi's host does. */
function providerOf(text: string): Record<string, unknown> {
  const module: { handler?: () => Record<string, unknown> } = {};
  new Function("exports", "require", text)(module, requireAsProgram);
  assert.ok(module.handler);
  return module.handler();
}

describe("the modules that recorded states require", () => {
  it("are recorded for this version", () => {
    const versions = recorded.map((one) => one.version);
    assert.ok(
      [version, `${version}/native`].every((one) => versions.includes(one)),
      `run \`ts-node -T test/recorded/record.ts\` and commit test/recorded/${version}`,
    );
  });

  for (const { version, sendIds } of recorded) {
    // The plugin is found by its name, which is in the type.
    const texts = sendIds.flatMap(({ inputs }) => inputs?.__provider ?? []);
    for (const text of new Set(texts.map(String))) {
      it(`still exist, as recorded by ${version}: ${text}`, () => {
        const provider = providerOf(text);
        // The host ignores a missing method without an error.
        for (const name of ["configure", "check", "diff", "create", "read", "update", "delete"]) {
          assert.equal(typeof provider[name], "function", name);
        }
      });
    }
  }
});
