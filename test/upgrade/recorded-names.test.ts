import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { version } from "pulumi-braze/package.json";
import { recorded } from "./recorded";

/** Programs live outside of the package and find it by name. */
const requireAsProgram = createRequire(join(__dirname, "program.js"));

/** What Pulumi's host does with the text of a recorded `__provider`. */
function providerOf(text: string): Record<string, unknown> {
  const module: { handler?: () => Record<string, unknown> } = {};
  new Function("exports", "require", text)(module, requireAsProgram);
  assert.ok(module.handler);
  return module.handler();
}

describe("what recorded states require", () => {
  it("is recorded for this version too", () => {
    assert.ok(
      recorded.some((one) => one.version === version),
      `run \`ts-node -T test/recorded/record.ts\` and commit test/recorded/${version}`,
    );
  });

  for (const { version, sendIds } of recorded) {
    for (const text of new Set(sendIds.map(({ inputs }) => String(inputs?.__provider)))) {
      it(`is still there, as ${version} recorded it: ${text}`, () => {
        const provider = providerOf(text);
        // The host leaves out what is missing without a word, so that it would only stop to work.
        for (const name of ["configure", "check", "diff", "create", "read", "update", "delete"]) {
          assert.equal(typeof provider[name], "function", name);
        }
      });
    }
  }
});
