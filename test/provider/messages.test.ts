import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  announcements,
  argumentProblems,
  configurationErrors,
  createFailures,
} from "../../tools/reference/messages";

describe("messages", () => {
  const reference = readFileSync(join(__dirname, "../../provider/REFERENCE.md"), "utf8");

  for (const [kind, messages] of Object.entries({
    "arguments, at preview": argumentProblems,
    configuration: configurationErrors,
    create: createFailures,
    "not errors": announcements,
  })) {
    it(`are those of the reference: ${kind}`, async () => {
      for (const { when, text } of await messages())
        assert.ok(
          reference.includes(text),
          `${when}: ${text}\nis not in REFERENCE.md; run: npm run generate`,
        );
    });
  }
});
