import type { Connection } from "../braze/connection";
import { timeoutCode } from "../braze/describe-error";
import { readQuota } from "../braze/outcome";
import type { Request, RequestResult } from "../braze/send-request";
import { interpret, type Response } from "./response";

/** Reads one endpoint of Braze's API. It never rejects: a failure is a {@link Response}, too. */
export type Reader = (path: string, query: Record<string, string>) => Promise<Response>;

export interface ReaderOptions {
  /** Sends one request, once. */
  send(connection: Connection, request: Request): Promise<RequestResult>;
  /** Longest time to wait for a rate limit to reset, in milliseconds. */
  maxWait: number;
  now?: () => number;
  sleep?: (milliseconds: number) => Promise<unknown>;
}

const attempts = 3;

/**
 * Creates a reader for one connection. It waits for rate limits, retries failures that may be temporary, and stops sending
 * after Braze has rejected the key or has not responded at all. The first request is sent alone, so that a wrong key is sent
 * only once.
 */
export function createReader(
  connection: Connection,
  {
    send,
    maxWait,
    now = Date.now,
    sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
  }: ReaderOptions,
): Reader {
  let first: Promise<unknown> | undefined;
  /** The response to every further request, once it is certain. */
  let final: Response | undefined;
  let resumeAt = 0;
  /** How many requests were responded to in time. */
  let responses = 0;

  async function attempt(path: string, query: Record<string, string>): Promise<Response> {
    if (resumeAt > now()) await sleep(resumeAt - now());
    if (final !== undefined) return final;
    const result = await send(connection, { method: "GET", path, query });
    if (result.status !== undefined && result.errorCode !== timeoutCode) responses++;
    const response = interpret(result, connection.apiKey, Object.values(query), now());
    const { remaining, resetAt } = readQuota(result, new Date(now()));
    if (response.kind === "unauthorized" || response.kind === "forbidden") final = response;
    if (response.kind === "limited" || remaining === 0) {
      // Slightly later than the reset, because clocks differ.
      const resumes = resetAt === undefined ? now() + 5000 : resetAt.getTime() + 500;
      if (resumes - now() <= maxWait) resumeAt = Math.max(resumeAt, resumes);
      else final = { kind: "limited", resetAt };
    }
    return response;
  }

  async function read(path: string, query: Record<string, string>): Promise<Response> {
    const responsesBefore = responses;
    for (let count = 1; ; count++) {
      const response = await attempt(path, query);
      const isTemporary = ["limited", "unreached", "failed"].includes(response.kind);
      if (!isTemporary || response === final) return response;
      if (count === attempts) {
        // A hundred requests that time out would take many minutes.
        if (responses === responsesBefore) final = response;
        return response;
      }
      if (response.kind === "limited") {
        if (final !== undefined) return response;
      } else await sleep(2 ** (count - 1) * 1000);
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
