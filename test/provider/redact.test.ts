import assert from "node:assert/strict";
import fc from "fast-check";
import { containsKey, redact } from "../../provider/src/braze/redact";

const key = "5e9f6a1b-8c~~?>?~2d+4f<3>/a7b6&d";

const partsOfKey = [...key.slice(5)].map((_, at) => key.slice(at, at + 6));

const disguises: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  "upper case": (text) => text.toUpperCase(),
  "percent-encoded": encodeURIComponent,
  "percent-encoded throughout": eachAs((hex) => `%${hex}`),
  Base64: (text) => Buffer.from(text).toString("base64"),
  "Base64 behind a word": (text) => Buffer.from(`Bearer ${text}`).toString("base64"),
  "Base64 between words": (text) => Buffer.from(`{"k":"${text}"}`).toString("base64"),
  base64url: (text) => Buffer.from(`:${text}`).toString("base64url"),
  hexadecimal: (text) => Buffer.from(text).toString("hex"),
  JSON: (text) => JSON.stringify({ text }),
  "JSON escapes": (text) => text.replace(/./gs, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "HTML escapes": (text) =>
    text.replace(
      /[&<>"']/g,
      (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c] ?? c,
    ),
  "HTML decimal": (text) => text.replace(/./gs, (c) => `&#${c.charCodeAt(0)};`),
  "HTML hexadecimal": (text) => text.replace(/./gs, (c) => `&#x${c.charCodeAt(0).toString(16)};`),
  "HTML hexadecimal with zeros": eachAs((hex) => `&#x0000${hex};`),
  "percent-encoded twice": eachAs((hex) => `%25${hex}`),
  "percent-encoded three times": eachAs((hex) => `%2525${hex}`),
  "JavaScript escapes": eachAs((hex) => `\\x${hex}`),
  "JavaScript escapes in JSON": eachAs((hex) => `\\\\x${hex}`),
  "JavaScript code points": eachAs((hex) => `\\u{${hex}}`),
  "escaped punctuation": (text) => text.replace(/[^a-z0-9]/gi, "\\$&"),
  "spaced hexadecimal": eachAs((hex) => `${hex} `),
  "hexadecimal with colons": eachAs((hex) => `${hex}:`),
  "a list of hexadecimal bytes": eachAs((hex) => `0x${hex}, `),
  "a list of bytes": (text) => JSON.stringify([...Buffer.from(text)]),
  "UTF-16": (text) => Buffer.from(text, "utf16le").toString("latin1"),
  "with zero-width spaces": (text) => [...text].join("\u200b"),
  "with soft hyphens": (text) => [...text].join("\u00ad"),
  "with line breaks": (text) => text.replace(/.{5}/g, "$&\n"),
  "full-width": (text) => text.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
};

/** Each character as its two hexadecimal digits are written. */
function eachAs(write: (hex: string) => string) {
  return (text: string) => text.replace(/./gs, (c) => write(c.charCodeAt(0).toString(16).padStart(2, "0")));
}

describe("redact", () => {
  for (const [name, disguise] of Object.entries(disguises)) {
    it(`redacts a key that is echoed ${name}`, () => {
      const shown = redact(`Invalid API key: ${disguise(key)} (sent)`, key);
      assert.match(shown, /^Invalid API key: \S*\[redacted\]/);
      // What was written around the key, and no form of any part of it.
      assert.ok(shown.length <= "Invalid API key: [redacted] (sent)".length + 14, shown);
      for (const rest of shown.split("[redacted]")) {
        for (const reading of [
          rest,
          ...(["base64", "hex"] as const).map((code) => Buffer.from(rest, code).toString()),
        ]) {
          assert.ok(!partsOfKey.some((part) => reading.includes(part)), `${name}: ${rest}`);
        }
      }
    });
  }

  it("does not recognize Base64 of Base64", () => {
    const encoded = Buffer.from(Buffer.from(key).toString("base64")).toString("base64");
    assert.equal(redact(encoded, key), encoded);
  });

  it("leaves no part of six characters or more", () => {
    for (const part of partsOfKey) {
      assert.ok(!redact(`key ${part}… is wrong`, key).includes(part));
    }
  });

  it("redacts the key in any text, and changes nothing else", () => {
    fc.assert(
      fc.property(
        fc.string({
          minLength: 12,
          maxLength: 40,
          unit: fc.constantFrom(..."abcdefABCDEF0123456789-+/=&<."),
        }),
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary" }),
        fc.constantFrom(...Object.values(disguises)),
        (secret, before, after, disguise) => {
          const shown = redact(before + disguise(secret) + after, secret);
          assert.ok(!containsKey(shown, secret));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("does not change a text without the key", () => {
    const text = "Invalid Campaign ID: d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3 → ❄";
    assert.equal(redact(text, key), text);
  });

  it("redacts a short key, too", () => assert.equal(redact("key: abc.", "abc"), "key: [redacted]."));
});
