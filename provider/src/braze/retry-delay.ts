import type { Outcome } from "./outcome";

const maxAttempts = 5;
/** Doubled from attempt to attempt, in milliseconds. */
const firstDelay = 500;

/**
 * How long to wait before the next attempt, in milliseconds; undefined if there must be none.
 *
 * @param outcome what the last attempt led to.
 * @param attempt the number of the last attempt, from 1.
 * @param timeLeft how long the create may still retry, in milliseconds.
 * @param random from 0 to 1: keeps creates that failed together from retrying together.
 */
export function retryDelay(
  outcome: Outcome,
  attempt: number,
  timeLeft: number,
  random: number,
): number | undefined {
  if (attempt >= maxAttempts || timeLeft <= 0) return undefined;
  const backoff = Math.min(firstDelay * 2 ** (attempt - 1) * random, timeLeft);
  if (outcome.kind === "notSent" || outcome.kind === "unavailable") return backoff;
  if (outcome.kind !== "limited") return undefined;
  const { wait = Number.POSITIVE_INFINITY } = outcome.quota;
  return wait > timeLeft ? undefined : Math.max(wait, backoff);
}
