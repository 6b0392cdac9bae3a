import fc from "fast-check";
import { type Host, hosts } from "./hosts";
import { runSchedule } from "./run-schedule";
import { schedule } from "./schedule";

/** How many schedules each host runs; `SCHEDULES=10000 npm run simulate` runs as many as a release needs. */
const schedules = Number(process.env.SCHEDULES ?? 100);

for (const host of Object.keys(hosts) as Host[]) {
  describe(`simulation of ${schedules} schedules, by ${host}`, () => {
    it("keeps every promise", async function () {
      this.timeout(schedules * 1000 + 60_000);
      await fc.assert(
        fc.asyncProperty(schedule, (one) => runSchedule(host, one)),
        {
          numRuns: schedules,
          ...(process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }),
        },
      );
    });
  });
}
