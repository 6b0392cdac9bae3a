import { setTimeout as sleep } from "node:timers/promises";

const day = 24 * 60 * 60 * 1000;

/** Waits for the next UTC day if this one ends within these seconds: for tests in which a real clock decides what was created today. */
export async function avoidMidnight(seconds: number): Promise<void> {
  const left = day - (Date.now() % day);
  if (left < seconds * 1000) await sleep(left);
}
