import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  argumentProblems,
  configurationErrors,
  createFailures,
  type Message,
  programErrors,
} from "../../tools/reference/messages";
import { checkout } from "./blocks";

/** Messages of Pulumi's own, each with the test that sees them. */
const pulumis: Record<string, string> = {
  "Attempting to deploy or update resources with … pending operations":
    "test/real-engine/interrupted.test.ts",
};

describe("docs/troubleshooting.md", () => {
  const page = readFileSync(join(checkout, "docs/troubleshooting.md"), "utf8");
  const quoted = [...page.matchAll(/^\| `(.+?)` +\|/gm)].map(([, quote = ""]) => quote);

  const matches = (quote: string, { text }: Message) => {
    const parts = quote.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".+?")}`).test(text);
  };

  it("quotes the messages of the code", async () => {
    const all = [
      ...argumentProblems(),
      ...configurationErrors(),
      ...(await createFailures()),
      ...(await programErrors()),
    ];
    assert.ok(quoted.length > 10, "there are messages in the table");
    for (const quote of quoted) {
      if (quote in pulumis) {
        const seen = readFileSync(join(checkout, pulumis[quote] ?? ""), "utf8");
        assert.match(seen, /pending operations/);
      } else {
        assert.ok(
          all.some((message) => matches(quote, message)),
          `no message reads ${quote}`,
        );
      }
    }
  });

  it("covers every failed create, except for statuses whose response is self-explanatory", async () => {
    for (const message of await createFailures()) {
      if (/rejected the request \(HTTP 4(04|15)\)/.test(message.text)) continue;
      assert.ok(
        quoted.some((quote) => matches(quote, message)),
        `docs/troubleshooting.md does not mention:\n${message.text}`,
      );
    }
  });
});
