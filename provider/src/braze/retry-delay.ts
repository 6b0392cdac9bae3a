import type { Outcome } from "./outcome";

const maxAttempts = 5;
/** In milliseconds. Doubled after each attempt. */
const firstDelay = 500;

/**
 * How long to wait before the next attempt, in milliseconds; undefined if there must be none.
 *
 * @param outcome the outcome of the last attempt.
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
