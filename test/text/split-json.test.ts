import assert from "node:assert/strict";
import fc from "fast-check";
import { parseJson } from "../../provider/src/text/parse-json";
import { splitJson } from "../../provider/src/text/split-json";

/** The value of the text, parsed as a whole and in parts. */
function bothWays(text: string, path: string[]) {
  const { rest, elements } = splitJson(text, path);
  const inParts = parseJson(rest);
  const whole = parseJson(text);
  if (rest === text || inParts === undefined) return { whole, inParts };
  const parent = path
    .slice(0, -1)
    .reduce((value, key) => value[key], inParts as ReturnType<typeof JSON.parse>);
  const parsed = [...elements].map(parseJson);
  parent[path.at(-1) ?? ""] = parsed;
  return { whole, inParts: parsed.includes(undefined) ? undefined : inParts };
}

const spaces = fc.constantFrom("", " ", "\n\t");

describe("splitJson", () => {
  it("returns parts that parse to the same value as the whole text, with any whitespace", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.jsonValue(),
        spaces,
        fc.boolean(),
        (list, other, space, deep) => {
          const inner = { 'before "': other, list, after: other };
          const path = deep ? ["outer", "list"] : ["list"];
          const text = JSON.stringify(deep ? { other, outer: inner } : inner, null, space);
          const { whole, inParts } = bothWays(space + text + space, path);
          assert.equal([...splitJson(text, path).elements].length, list.length);
          assert.deepEqual(inParts, whole);
        },
      ),
    );
  });

  it("accepts what JSON.parse accepts, and nothing else", () => {
    const tokens = ["{", "}", "[", "]", ",", ":", '"list"', '"', "\\", "1", " ", '{"list":[', "]}", "null"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 12 }), (parts) => {
        const { whole, inParts } = bothWays(parts.join(""), ["list"]);
        assert.deepEqual(inParts, whole);
      }),
      { numRuns: 20_000 },
    );
  });

  for (const text of [
    ...["", "null", "[1]", "{}", '{"list":1}', '{"list":{"0":1}}', '{"lists":[1]}', '{"other":{"list":[1]}}'],
    ...[
      '{"list":[1',
      '{"list":["]}',
      '{"list":[1}',
      '{"list":[1]}}',
      '{"list":[1,]}',
      '{"list":[,1]}',
      '{"list":[1 2]}',
    ],
    ...[
      '{"list":[1] 2}',
      '{"list":[]',
      '{"list":[ ]}',
      '{"list":[ , ]}',
      '{"list":["\\"]"]}',
      '{"list":["\\\\"]}',
    ],
    '{"a":"\\"list\\":[1]","list":[1]}',
  ])
    it(`agrees with JSON.parse on ${text}`, () => {
      const { whole, inParts } = bothWays(text, ["list"]);
      assert.deepEqual(inParts, whole);
    });

  it("takes linear time", () => {
    const before = process.cpuUsage();
    for (const part of ["\\\\", '\\"', "[", '["', "{", '{"', ",", " ", '"'])
      Array.from(splitJson(`{"list":[${part.repeat(1_000_000)}]}`, ["list"]).elements);
    // Below a second of processor time if it is linear, minutes if it is quadratic.
    assert.ok(process.cpuUsage(before).user < 20e6);
  });
});
