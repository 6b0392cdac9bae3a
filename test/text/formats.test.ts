import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Column,
  columnsOf,
  toCsvTable,
  toObject,
  toTerminalTable,
} from "../../provider/src/text/columns";
import { toCsv } from "../../provider/src/text/csv";
import { toJson } from "../../provider/src/text/json";
import { compareNames } from "../../provider/src/text/names";
import { displayWidth, toTable } from "../../provider/src/text/table";

const hostile = fc.string({ unit: "binary", maxLength: 40 });
const controls = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

describe("CSV", () => {
  it("quotes fields that require it", () => {
    assert.equal(
      toCsv([
        ["a", 'say "hi"', "x, y", undefined, -1.5],
        [" padded", "", "line\nbreak", 0, 1e21],
      ]),
      'a,"say ""hi""","x, y",,-1.5\n" padded",,line\\u{a}break,0,1e+21\n',
    );
  });

  for (const formula of ["=1+1", "+1", "-1", "@SUM(A1)", '=cmd|"/C calc"!A0', "＝1+1", " =1", "\t=1"])
    it(`neutralizes the formula ${JSON.stringify(formula)}`, () => {
      const [field = ""] = toCsv([[formula]]).split("\n");
      assert.match(field, /^"'|^\\u\{9\}/);
    });

  it("writes one line per record and truncates long texts", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1 }), (row) => {
        const text = toCsv([row]);
        assert.equal(text.indexOf("\n"), text.length - 1);
        assert.doesNotMatch(text.trimEnd(), controls);
      }),
    );
    assert.ok(toCsv([["x".repeat(60_000)]]).length < 1100);
  });
});

describe("the columns of a list", () => {
  interface Row {
    name: string;
    count: number | null;
    isNew?: boolean;
  }
  const columns: Column<Row>[] = [
    { terminal: "NAME", csv: "name", json: "name", value: ({ name }) => name },
    { csv: "count", json: "number", value: ({ count }) => count },
    {
      terminal: "COUNT",
      value: ({ count }) => count,
      text: ({ count }) => (count === null ? "-" : `${count} ×`),
    },
    { csv: "new", json: "isNew", value: ({ isNew }) => isNew, field: ({ isNew }) => (isNew ? "yes" : "no") },
  ];
  const rows: Row[] = [
    { name: "a\u001b[2J", count: 2, isNew: true },
    { name: "=b", count: null },
  ];

  it("are the same in every format, each with its own heads, and safe to print", () => {
    assert.deepEqual(toTerminalTable(columns, rows), [
      "NAME        COUNT",
      "a\\u{1b}[2J  2 ×",
      "=b          -",
    ]);
    assert.equal(toCsvTable(columns, rows), 'name,count,new\na\\u{1b}[2J,2,yes\n"\'=b",,no\n');
    assert.equal(
      JSON.stringify(rows.map((row) => toObject(columns, row))),
      JSON.stringify([
        { name: "a\u001b[2J", number: 2, isNew: true },
        { name: "=b", number: null },
      ]),
    );
  });

  it("are those of a part of each row", () => {
    const parts = columnsOf(({ part }: { part: Row }) => part, columns);
    const wholes = rows.map((part) => ({ part }));
    assert.deepEqual(toTerminalTable(parts, wholes), toTerminalTable(columns, rows));
    assert.equal(toCsvTable(parts, wholes), toCsvTable(columns, rows));
    assert.deepEqual(
      wholes.map((whole) => toObject(parts, whole)),
      rows.map((row) => toObject(columns, row)),
    );
  });
});

describe("JSON", () => {
  it("is parsed to the same value, and contains no command for a terminal or a build server", () => {
    fc.assert(
      fc.property(fc.dictionary(hostile, hostile), (value) => {
        const text = toJson(value);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        assert.doesNotMatch(text, controls);
      }),
    );
    assert.equal(toJson("\u001b[2J\u202e##[error]"), '"\\u001b[2J\\u202e#\\u0023[error]"\n');
  });
});

describe("tables", () => {
  it("align columns, also with wide characters", () => {
    assert.deepEqual(
      toTable([
        ["name", "sent"],
        ["冬セール", "1,200"],
        ["🎄 é", "7"],
      ]),
      ["name      sent", "冬セール  1,200", "🎄 é      7"],
    );
    assert.equal(displayWidth("冬セール"), 8);
  });
});

describe("the order of names", () => {
  it("puts week-2 before week-10, and is the same for every order of the input", () => {
    const names = ["week-02", "week-2", "week-10", "week-11-a", "Week-11-b", "week-100"];
    assert.deepEqual(names.toReversed().sort(compareNames), names);
  });

  it("is a total order of any text", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const [order, reversed] = [compareNames(a, b), compareNames(b, a)];
        assert.ok(Math.sign(order) === -Math.sign(reversed) && (order === 0) === (a === b));
      }),
    );
  });
});
