import assert from "node:assert/strict";
import fc from "fast-check";
import { formatNumber, labelOf, sparkline } from "../../provider/src/tracking/format-figures";
import { dailyFigure, hasData, readSeries } from "../../provider/src/tracking/series";

const figuresOf = (body: unknown) => {
  const { channels, overall } = readSeries(body);
  return {
    ...Object.fromEntries([...channels].map(([name, figures]) => [name, Object.fromEntries(figures)])),
    overall: Object.fromEntries(overall),
  };
};

describe("the series of a send ID", () => {
  it("adds up variations and days, for any channel and any numeric field", () => {
    const day = (time: string, sent: number) => ({
      time,
      messages: {
        ios_push: [
          { variation_name: "A", sent, direct_opens: 2 },
          { variation_name: "B", sent: 1 },
        ],
        pigeon: [{ flights: 3, landed: "2.5" }],
      },
      conversions: 4,
      conversions_by_send_time: 1,
      revenue: 12.5,
    });
    assert.deepEqual(figuresOf({ data: [day("2026-11-20", 10), day("2026-11-21", 20)] }), {
      ios_push: { sent: 32, direct_opens: 4 },
      pigeon: { flights: 6, landed: 5 },
      overall: { conversions: 8, conversions_by_send_time: 2, revenue: 25 },
    });
  });

  for (const [what, body] of [
    ["no data", { data: [] }],
    ["no list", { data: "soon" }],
    ["null", null],
    ["days that are none", { data: [null, 7, "x", [[[]]]] }],
    ["zeros", { data: [{ time: "2026-11-20", messages: { email: [{ sent: 0 }] }, conversions: 0 }] }],
    [
      "figures that are none",
      { data: [{ conversions: "many", revenue: null, messages: { email: [{ sent: {} }] } }] },
    ],
  ] as const)
    it(`has no data if Braze sends ${what}`, () => assert.equal(hasData(readSeries(body)), false));

  it("reads a channel that is an object instead of a list", () => {
    assert.deepEqual(figuresOf({ data: [{ messages: { email: { sent: 3 } } }] }), {
      email: { sent: 3 },
      overall: {},
    });
  });

  it("treats names such as __proto__ like any other", () => {
    const body = JSON.parse(
      '{"data":[{"__proto__":5,"messages":{"__proto__":[{"sent":1,"constructor":2}]}}]}',
    );
    const { channels, overall } = readSeries(body);
    assert.deepEqual([...overall], [["__proto__", 5]]);
    assert.deepEqual(
      [...(channels.get("__proto__") ?? [])],
      [
        ["sent", 1],
        ["constructor", 2],
      ],
    );
    assert.equal(({} as { sent?: unknown }).sent, undefined);
  });

  it("stays finite", () => {
    const { overall } = readSeries({
      data: Array(3).fill({ revenue: Number.MAX_VALUE, conversions: "1e999" }),
    });
    assert.deepEqual([...overall], [["revenue", Number.MAX_VALUE]]);
  });

  it("never fails, for any response", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (messages, rest) => {
        const series = readSeries({ data: [{ ...(rest as object), messages }, rest] });
        for (const { value } of dailyFigure(series).days) assert.ok(Number.isFinite(value));
      }),
    );
  });

  it("charts what was sent each day, without gaps", () => {
    const { name, days } = dailyFigure(
      readSeries({
        data: [
          { time: "2026-11-30T00:00:00Z", messages: { email: [{ sent: 5 }], sms: [{ sent: 1 }] } },
          { time: "2026-12-02", messages: { email: [{ sent: 2 }] } },
        ],
      }),
    );
    assert.equal(name, "sent");
    assert.deepEqual(days, [
      { date: "2026-11-30", value: 6 },
      { date: "2026-12-01", value: 0 },
      { date: "2026-12-02", value: 2 },
    ]);
  });

  it("charts the first figure if none is named sent, and shows invalid dates unchanged", () => {
    const data = [
      { time: "someday", conversions: 1 },
      { time: "2026-99-99", conversions: 2 },
    ];
    assert.deepEqual(dailyFigure(readSeries({ data })), {
      name: "conversions",
      days: [
        { date: "2026-99-99", value: 2 },
        { date: "someday", value: 1 },
      ],
    });
  });
});

describe("figures for people", () => {
  for (const [value, text] of [
    [0, "0"],
    [12300, "12,300"],
    [3400.5, "3,400.50"],
    [-7, "-7"],
    [1e15, "1.000e+15"],
    [Number.MAX_VALUE, "1.798e+308"],
  ] as const)
    it(`${value} is ${text}`, () => assert.equal(formatNumber(value), text));

  it("names channels and figures as people do, and makes unknown names safe", () => {
    assert.equal(labelOf("ios_push"), "iOS push");
    assert.equal(labelOf("unique_opens"), "unique opens");
    assert.equal(labelOf("\u001b[31mred\u202e"), "\\u{1b}[31mred\\u{202e}");
    assert.equal(labelOf("constructor"), "constructor");
    assert.ok(labelOf("x".repeat(60_000)).length < 50);
  });

  it("draws a sparkline: a dot for nothing, the lowest bar for little", () => {
    assert.equal(sparkline([0, 1, 50, 100, -3]), "·▁▄█·");
    assert.equal(sparkline([7]), "█");
    assert.equal(sparkline([]), "");
    assert.equal(sparkline([0, 0]), "··");
    assert.equal(sparkline([Number.MAX_VALUE, 1]), "█▁");
  });
});
