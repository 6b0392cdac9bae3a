import fc from "fast-check";
import { runSchedule } from "./run-schedule";
import { schedule } from "./schedule";

/** How many schedules; `SCHEDULES=10000 npm run simulate` runs as many as a release wants. */
const schedules = Number(process.env.SCHEDULES ?? 300);

describe(`simulation of ${schedules} schedules`, () => {
  it("keeps every promise", async function () {
    this.timeout(schedules * 200 + 60_000);
    await fc.assert(fc.asyncProperty(schedule, runSchedule), {
      numRuns: schedules,
      ...(process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }),
    });
  });
});
