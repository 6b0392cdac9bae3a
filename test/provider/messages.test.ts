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

  const block = (text: string) => `\n\`\`\`text\n${text}\n\`\`\`\n`;
  const cell = (text: string) => ` \`${text}\` `;
  for (const [kind, messages, inReference] of [
    ["arguments, at preview", argumentProblems, cell],
    ["configuration", configurationErrors, block],
    ["create", createFailures, block],
    ["not errors", announcements, block],
  ] as const) {
    it(`are those of the reference: ${kind}`, async () => {
      for (const { when, text } of await messages())
        assert.ok(
          reference.includes(inReference(text)),
          `${when}: ${text}\nis not in REFERENCE.md; run: npm run generate`,
        );
    });
  }
});
