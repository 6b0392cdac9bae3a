import assert from "node:assert/strict";
import { parseTime } from "../../provider/src/text/parse-time";

describe("a time in ISO 8601", () => {
  const valid: [text: string, time: string][] = [
    ["2026-11-20", "2026-11-20T00:00:00.000Z"],
    ["2028-02-29", "2028-02-29T00:00:00.000Z"],
    ["2026-11-20T08:00Z", "2026-11-20T08:00:00.000Z"],
    ["2026-11-20T08:00:00.125Z", "2026-11-20T08:00:00.125Z"],
    ["2026-11-27T15:29:30.125284255Z", "2026-11-27T15:29:30.125Z"],
    ["2026-11-20T00:30:00+02:00", "2026-11-19T22:30:00.000Z"],
  ];
  for (const [text, time] of valid)
    it(`is ${text}`, () => assert.equal(parseTime(text)?.toISOString(), time));

  for (const text of [
    ...["", "+1", "1", "2026", "2026-11", "2026-13-01", "2026-02-30", "2026-02-29", "2026-11-00"],
    ...["2026-02-30T08:00:00Z", "2026-11-20T25:00:00Z", "2026-11-20T08:60:00Z", "2026-11-20 08:00"],
    ...["20 November 2026", "2026-11-20T08:00:00Zx", " 2026-11-20", "2026-11-20\n"],
  ])
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(parseTime(text), undefined));
});
