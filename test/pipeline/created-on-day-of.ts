import assert from "node:assert/strict";
import type { Emulator } from "../../provider/src/emulator";

/** How many send IDs were created on the day that a plan calls today, so that no test depends on when a day ends. */
export function createdOnDayOf(plan: string, { created }: Emulator): number {
  const [, today = assert.fail(plan)] = /Created today \((\S+), UTC\)/.exec(plan) ?? [];
  return created.filter(({ createdAt }) => createdAt.toISOString().startsWith(today)).length;
}
