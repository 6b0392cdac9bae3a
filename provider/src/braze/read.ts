import { type ClientOptions, type TimeLimits, withDefaults } from "./client-options";
import type { Connection } from "./connection";
import { timeoutCode } from "./describe-error";
import { readQuota } from "./outcome";
import { type ReadFailure, type Response, readResponse } from "./read-response";

/** Reads one endpoint of Braze's API. It never rejects: a failure is a {@link Response}, too. */
export type Reader = (path: string, query: Record<string, string>) => Promise<Response>;

const maxAttempts = 3;
/** Added to the time until a reset, in milliseconds: `date` and the reset are whole seconds. */
const margin = 500;
/** How long to wait for a reset that is not given, in milliseconds. */
const unknownReset = 5000;

/**
 * Creates a reader for one connection. It waits for rate limits, retries failures that may be temporary, and stops sending
 * after Braze has rejected the key or has not responded at all. The first request is sent alone, so that a wrong key is sent
 * only once.
 */
export function createReader(
  connection: Connection,
  { timeout, maxWait }: TimeLimits,
  options: ClientOptions = {},
): Reader {
  const { send, now, elapsed, sleep } = withDefaults(options);
  let first: Promise<unknown> | undefined;
  /** The response to every further request, once it is certain. */
  let final: ReadFailure | undefined;
  /** In the time of `elapsed`. */
  let resumeAt = 0;
  /** How many requests were responded to in time. */
  let responses = 0;

  async function attempt(path: string, query: Record<string, string>): Promise<Response> {
    // Another request may learn of a later reset during the wait.
    while (final === undefined && resumeAt > elapsed()) await sleep(resumeAt - elapsed());
    if (final !== undefined) return final;
    const result = await send(connection, { method: "GET", path, query }, timeout);
    if (result.status !== undefined && result.errorCode !== timeoutCode) responses++;
    const response = readResponse(result, connection.apiKey, Object.values(query), now());
    if (response.kind === "unauthorized" || response.kind === "forbidden") final ??= response;
    const quota = readQuota(result, now());
    if (response.kind === "limited" || quota.remaining === 0) {
      const wait = quota.wait ?? (quota.resetAt === undefined ? unknownReset : 0);
      if (wait <= maxWait) resumeAt = Math.max(resumeAt, elapsed() + wait + margin);
      else
        final ??=
          response.kind === "limited" ? response : { kind: "limited", result, quota, text: undefined };
    }
    return response;
  }

  async function read(path: string, query: Record<string, string>): Promise<Response> {
    const responsesBefore = responses;
    for (let count = 1; ; count++) {
      const response = await attempt(path, query);
      if (response.kind !== "limited" && response.kind !== "unreached" && response.kind !== "failed")
        return response;
      if (final !== undefined) return final;
      if (count === maxAttempts) {
        const failure = { ...response, attempts: count };
        // A hundred requests that time out would take many minutes.
        if (responses === responsesBefore) final = failure;
        return failure;
      }
      if (response.kind !== "limited") await sleep(2 ** (count - 1) * 1000);
    }
  }

  return async (path, query) => {
    if (first === undefined) {
      const response = read(path, query);
      first = response;
      return response;
    }
    await first;
    return read(path, query);
  };
}
