import { mock } from "node:test";

/** Sets the clock of the test's process while the tests of a suite run. It does not advance, so that no day ends. */
export function setClock(now: string): void {
  before(() => mock.timers.enable({ apis: ["Date"], now: new Date(now) }));
  after(() => mock.timers.reset());
}
