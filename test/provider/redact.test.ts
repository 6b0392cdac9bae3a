import assert from "node:assert/strict";
import fc from "fast-check";
import { containsKey, redact, redactName } from "../../provider/src/braze/redact";
import { redactJson } from "../../provider/src/braze/redact-json";

const key = "5e9f6a1b-8c~~?>?~2d+4f<3>/a7b6&d";

const partsOf = (text: string, size: number) =>
  [...text.slice(size - 1)].map((_, at) => text.slice(at, at + size));

/** How a key may be echoed, and what is left of it if not all is redacted. */
const disguises: Readonly<Record<string, [disguise: (text: string) => string, left?: string]>> = {
  plain: [(text) => text],
  "upper case": [(text) => text.toUpperCase()],
  "percent-encoded": [encodeURIComponent],
  "percent-encoded throughout": [eachAs((hex) => `%${hex}`)],
  "percent-encoded in upper case": [eachAs((hex) => `%${hex.toUpperCase()}`)],
  Base64: [(text) => Buffer.from(text).toString("base64"), "[redacted]Q="],
  "Base64 behind a character": [(text) => Buffer.from(`:${text}`).toString("base64"), "Oj[redacted]"],
  "Base64 behind two characters": [(text) => Buffer.from(`::${text}`).toString("base64"), "Ojo[redacted]A=="],
  "Base64 behind a word": [
    (text) => Buffer.from(`Bearer ${text}`).toString("base64"),
    "QmVhcmVyID[redacted]",
  ],
  "Base64 between words": [
    (text) => Buffer.from(`{"k":"${text}"}`).toString("base64"),
    "eyJrIjoi[redacted]QifQ==",
  ],
  base64url: [(text) => Buffer.from(text).toString("base64url"), "[redacted]Q"],
  "base64url behind a character": [(text) => Buffer.from(`:${text}`).toString("base64url"), "Oj[redacted]"],
  hexadecimal: [(text) => Buffer.from(text).toString("hex")],
  JSON: [(text) => JSON.stringify({ text }), '{"text":"[redacted]"}'],
  "JSON escapes": [eachAs((hex) => `\\u00${hex}`)],
  "JSON escapes, percent-encoded": [eachAs((hex) => `%5cu00${hex}`)],
  "HTML escapes": [
    (text) =>
      text.replace(
        /[&<>"']/g,
        (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" })[c] ?? c,
      ),
  ],
  "HTML decimal": [(text) => text.replace(/./gs, (c) => `&#${c.charCodeAt(0)};`)],
  "HTML decimal with zeros": [(text) => text.replace(/./gs, (c) => `&#0${c.charCodeAt(0)};`)],
  "HTML hexadecimal": [eachAs((hex) => `&#x${hex};`)],
  "HTML hexadecimal with zeros": [eachAs((hex) => `&#x0000${hex};`)],
  "HTML in HTML": [eachAs((hex) => `&amp;#x${hex};`)],
  "percent-encoded twice": [eachAs((hex) => `%25${hex}`)],
  "percent-encoded three times": [eachAs((hex) => `%2525${hex}`)],
  "JavaScript escapes": [eachAs((hex) => `\\x${hex}`)],
  "JavaScript escapes in JSON": [eachAs((hex) => `\\\\x${hex}`)],
  "JavaScript code points": [eachAs((hex) => `\\u{${hex}}`)],
  "JavaScript code points with zeros in JSON": [eachAs((hex) => `\\\\u{00${hex}}`)],
  "escaped punctuation": [(text) => text.replace(/[^a-z0-9]/gi, "\\$&")],
  "escaped punctuation, twice": [(text) => text.replace(/[^a-z0-9]/gi, "\\\\$&")],
  "spaced hexadecimal": [eachAs((hex) => `${hex} `), "[redacted] "],
  "a dump of pairs of bytes": [
    (text) => Buffer.from(text).toString("hex").replace(/..../g, "$& "),
    "[redacted] ",
  ],
  "hexadecimal with dashes": [eachAs((hex) => `${hex}-`), "[redacted]-"],
  "hexadecimal with colons": [eachAs((hex) => `${hex}:`), "[redacted]:"],
  "hexadecimal with commas and spaces": [eachAs((hex) => `${hex}  ,  `), "[redacted]  ,  "],
  "a list of hexadecimal bytes": [eachAs((hex) => `0x${hex}, `), "0x[redacted], "],
  "a list of bytes": [(text) => JSON.stringify([...Buffer.from(text)]), "[[redacted]]"],
  "a list of bytes with spaces": [(text) => [...Buffer.from(text)].join("  ,  ")],
  "UTF-16": [(text) => Buffer.from(text, "utf16le").toString("latin1"), "[redacted]\0"],
  "with zero-width spaces": [(text) => [...text].join("\u200b")],
  "with soft hyphens": [(text) => [...text].join("\u00ad")],
  "with line breaks": [(text) => text.replace(/.{5}/g, "$&\n")],
  "full-width": [(text) => text.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
};

/** Each character as its two hexadecimal digits are written. */
function eachAs(write: (hex: string) => string) {
  return (text: string) => text.replace(/./gs, (c) => write(c.charCodeAt(0).toString(16).padStart(2, "0")));
}

describe("redact", () => {
  for (const [index, [name, [disguise, left = "[redacted]"]]] of Object.entries(disguises).entries())
    it(`redacts a key that is echoed ${name}`, () => {
      // Each test has its own key, because the forms of a known key are not made again.
      const ownKey = `${123456 + index}${key}`;
      for (const [before, after] of [
        ["Invalid API key: ", " (sent)"],
        ["", ""],
      ])
        assert.equal(redact(`${before}${disguise(ownKey)}${after}`, ownKey), `${before}${left}${after}`);
    });

  it("redacts a key with every character that HTML escapes", () =>
    assert.equal(redact("a&amp;&lt;&gt;&quot;&apos;&quot;b", 'a&<>"\'"b'), "[redacted]"));

  it("does not recognize Base64 of Base64", () => {
    const encoded = Buffer.from(Buffer.from(key).toString("base64")).toString("base64");
    assert.equal(redact(encoded, key), encoded);
  });

  const { plain, hexadecimal } = disguises;
  for (const [name, [disguise] = [String]] of Object.entries({ plain, hexadecimal }))
    it(`redacts each part of six characters, ${name}, and none that is shorter`, () => {
      for (const part of partsOf(key, 6))
        assert.equal(redact(`key ${disguise(part)}… is wrong`, key), "key [redacted]… is wrong");
      for (const part of partsOf(key, 5)) {
        const text = `key ${disguise(part)}… is wrong`;
        assert.equal(redact(text, key), text);
      }
    });

  it("redacts no shorter part with a line break or the beginning of another form", () => {
    const base64 = Buffer.from(key).toString("base64");
    for (const text of [
      `key ${key.slice(-5)}\n`,
      `key \n${key.slice(0, 5)}`,
      `key ${key.slice(-3)}${base64.slice(0, 3)}`,
    ])
      assert.equal(redact(text, key), text);
  });

  it("redacts each trace, and what is between none", () =>
    assert.equal(redact(`${key},${key} and ${key}`, key), "[redacted],[redacted] and [redacted]"));

  it("redacts any key in any text", () => {
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
        (secret, before, after, [disguise]) => {
          const shown = redact(before + disguise(secret) + after, secret);
          assert.ok(!containsKey(shown, secret));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("keeps an identifier that has up to eleven characters in common with the key, and redacts the key around it", () => {
    const [resembling, exposed] = [`x-${key.slice(0, 11)}`, `x-${key.slice(0, 12)}`];
    for (const [disguise] of [[String], disguises.JSON, disguises["percent-encoded twice"]] as [
      typeof String,
    ][]) {
      const text = `${disguise(resembling)} ${key} ${disguise(exposed)}`;
      const shown = redact(text, key, [resembling, exposed, ""]);
      assert.ok(shown.startsWith(`${disguise(resembling)} [redacted] `), shown);
      assert.ok(!containsKey(shown, key), shown);
    }
  });

  it("keeps no identifier within the key", () => {
    for (const identifier of [...partsOf(key, 1), ...partsOf(key, 5), ...partsOf(key, 11)])
      assert.equal(redact(`key ${key}.`, key, [identifier]), "key [redacted].");
  });

  it("does not change a text without the key", () => {
    const text = "Invalid Campaign ID: d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3 → ❄";
    assert.equal(redact(text, key), text);
  });

  for (const short of ["abc", "b"])
    it(`redacts the short key ${short}, too`, () =>
      assert.equal(redact(`sent:\n${short}.`, short), "sent:\n[redacted]."));
});

describe("containsKey", () => {
  it("finds twelve characters in a row, and no fewer", () => {
    for (const [size, found] of [
      [12, true],
      [11, false],
    ] as const)
      for (const part of partsOf(key, size)) assert.equal(containsKey(`x ${part} y`, key), found, part);
  });

  it("finds a key of six characters, and none that is shorter", () => {
    assert.ok(containsKey("x abc123 y", "abc123"));
    assert.ok(!containsKey("x abc12 y", "abc12"));
  });
});

describe("redactName", () => {
  it("keeps a name that has up to eleven characters in common with the key", () => {
    for (const [size, shown] of [
      [11, `x ${key.slice(0, 11)}`],
      [12, "x [redacted]"],
    ] as const)
      assert.equal(redactName(`x ${key.slice(0, size)}`, key), shown);
  });

  it("redacts a key of fewer than six characters, and keeps a name that has only a part of a longer one", () => {
    assert.equal(redactName("x abc12 y", "abc12"), "x [redacted] y");
    assert.equal(redactName("x abc123 y", "abc1234"), "x abc123 y");
    assert.equal(redactName("x abc123 y", "abc123"), "x [redacted] y");
  });
});

describe("redactJson", () => {
  const nested = (depth: number, wrap: (value: unknown) => unknown): unknown =>
    depth === 0 ? "innermost" : wrap(nested(depth - 1, wrap));

  for (const [what, wrap] of [
    ["objects", (value: unknown) => ({ value })],
    ["lists", (value: unknown) => [value]],
  ] as const)
    it(`drops what is nested in more than 20 ${what}`, () => {
      assert.deepEqual(redactJson(nested(20, wrap), key), nested(20, wrap));
      assert.match(JSON.stringify(redactJson(nested(21, wrap), key)), /"\[nested too deeply\]"/);
    });
});
