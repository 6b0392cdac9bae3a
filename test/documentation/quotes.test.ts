import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { secretSendId } from "../../provider/src/plan/phrases";
import { interruptedCreate } from "../../provider/src/stack/list-send-ids";
import { type MessageSection, messageSections } from "../../tools/generate/messages";
import { engineMessages } from "../support/engine-messages";
import { checkout } from "./blocks";
import { markdownFiles } from "./markdown-files";

const read = (file: string) => readFileSync(join(checkout, file), "utf8");

/** The messages that a page quotes: code of several words that is neither a command nor source code. */
function quotesOf(file: string): string[] {
  const prose = read(file).replace(/^```.*?^```$/gms, "");
  const command = /^(\w+=\S* )*(npm|npx|node|pulumi|pulumi-braze|git|gh|tar|terraform|mocha)\b|^--?\w/;
  const source = /^[{[(]|=>|;$|^(new|import|export|const|await)\b|^[\w."]+: (\S+|\{.*\})$|^\w+(\.\w+)*\(/;
  return [...prose.matchAll(/`([^`]+)`/g)]
    .map(([, code = ""]) => code.replaceAll("\n", " "))
    .filter((code) => code.includes(" ") && !command.test(code) && !source.test(code));
}

function matches(quote: string, text: string): boolean {
  const parts = quote.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+?")}`).test(text);
}

describe("the messages that the documentation quotes", () => {
  let sections: MessageSection[] = [];
  let messages: string[] = [];
  before(async () => {
    sections = await messageSections();
    messages = [
      ...sections.flatMap(({ messages }) => messages.map(({ text }) => text)),
      ...[interruptedCreate, secretSendId, ...Object.values(engineMessages)],
    ];
  });

  // The reference is generated from the messages.
  for (const file of markdownFiles.filter((file) => file !== "provider/REFERENCE.md")) {
    const quotes = quotesOf(file);
    if (quotes.length === 0) continue;
    it(`${file}: are those of the code`, () => {
      for (const quote of quotes)
        assert.ok(
          messages.some((text) => matches(quote, text)),
          `no message reads ${quote}`,
        );
    });
  }

  it("are all failed creates in docs/troubleshooting.md, except for self-explanatory responses", () => {
    const quotes = quotesOf("docs/troubleshooting.md");
    const failures = sections.find(({ title }) => title === "Create")?.messages ?? [];
    assert.ok(failures.length > 20);
    for (const { text } of failures) {
      if (/rejected the request \(HTTP 4(04|15)\)/.test(text)) continue;
      assert.ok(
        quotes.some((quote) => matches(quote, text)),
        `docs/troubleshooting.md does not mention:\n${text}`,
      );
    }
  });
});
