import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCalendar } from "../../examples/campaign-calendar/calendar";
import { isWeek, weeksBetween } from "../../examples/campaign-calendar/weeks";

describe("the campaign calendar's weeks", () => {
  it("continue in the next year, after 53 weeks or 52", () => {
    assert.deepEqual(weeksBetween("2026-W52", "2027-W02"), ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]);
    assert.deepEqual(weeksBetween("2025-W51", "2026-W01"), ["2025-W51", "2025-W52", "2026-W01"]);
  });

  it("exist in their year", () => {
    for (const week of ["2026-W01", "2026-W53", "2020-W53", "2025-W52"]) assert.ok(isWeek(week), week);
    for (const week of ["2025-W53", "2027-W53", "2026-W00", "2026-W54", "2026-53", "", "2026-W1"])
      assert.ok(!isWeek(week), week);
  });
});

describe("the campaign calendar's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "calendar-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const invalid = {
    "newsletter: { campaignId: a, first: 2025-W53, last: 2026-W01 }":
      /is not an ISO 8601 week, such as 2026-W51\s+→ at newsletter\.first/,
    "newsletter: { campaignId: a, first: 2026-W02, last: 2026-W01 }": /the last week comes before the first/,
    "newsletter: { campaignId: a, first: 2026-W02, last: 2026-W03, until: 2026-W04 }": /until/,
    "newsletter:": /newsletter/,
  };
  for (const [text, says] of Object.entries(invalid)) {
    it(`says what is wrong with ${text}`, () => {
      const file = join(folder, "calendar.yaml");
      writeFileSync(file, text);
      assert.throws(() => readCalendar(file), says);
    });
  }
});
