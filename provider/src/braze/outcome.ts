import { z } from "zod";
import { parseBody } from "../text/parse-body";
import { containsKey } from "./redact";
import type { RequestResult } from "./send-request";

/** The parameters of `POST /sends/id/create`. */
export interface SendIdRequest {
  campaignId: string;
  /** Braze generates one if it is absent. */
  sendId?: string | undefined;
}

/**
 * The outcome of one request to create a send ID:
 *
 * - `created`: Braze created it.
 * - `notSent`: the request was not sent, so nothing was created. A retry may help.
 * - `limited`: it was not created, and will not be until the limit resets.
 * - `rejected`: it was not created, and a retry would not help. `scope` is which other requests would also be rejected.
 * - `unavailable`: 502 or 503. It was probably not created, but a gateway sends both for other reasons. A retry requests
 *   the same send ID.
 * - `unknown`: it may have been created. A retry could create a second one. `sendId` is the one that the response names.
 */
export type Outcome =
  | { kind: "created"; sendId: string }
  | { kind: "notSent" }
  | { kind: "limited"; quota: Quota }
  | { kind: "rejected"; scope: "connection" | "campaign" | "request" }
  | { kind: "unavailable" }
  | { kind: "unknown"; sendId?: string };

/** The rate limit as the headers of a response report it. */
export interface Quota {
  limit?: number;
  remaining?: number;
  /** When the limit resets, by Braze's clock. */
  resetAt?: Date;
  /** How long until then, in milliseconds. Absent if it is in the past, which says nothing about the future. */
  wait?: number;
}

const success = z.object({ message: z.string(), send_id: z.string() });
const anySendId = success.pick({ send_id: true });

/**
 * Decides what a request led to. Anything that is neither a success in Braze's format nor certainly
 * rejected is `unknown`.
 *
 * @param now this machine's time, for a response without a `date` header.
 * @see https://www.braze.com/docs/api/errors/
 */
export function decideOutcome(
  result: RequestResult,
  request: SendIdRequest,
  apiKey: string,
  now: Date,
): Outcome {
  const { sent, status, errorCode, body = "" } = result;
  if (status === undefined) return { kind: sent ? "unknown" : "notSent" };
  if (status === 429) return { kind: "limited", quota: readQuota(result, now) };
  // A retry without a send ID could create a second one.
  if (status === 502 || status === 503)
    return { kind: request.sendId === undefined ? "unknown" : "unavailable" };
  if (isRejection(status)) return { kind: "rejected", scope: scopeOf(status, body) };
  if (status < 200 || status > 299) return { kind: "unknown" };

  const response = parseBody(body);
  const sendId = anySendId.safeParse(response).data?.send_id;
  if (sendId === undefined || !isUsable(sendId, request, apiKey)) return { kind: "unknown" };
  const complete = errorCode === undefined && success.safeParse(response).success;
  return { kind: complete ? "created" : "unknown", sendId };
}

/** Whether a status is Braze's decision about the request. The same request would fail again. */
export const isRejection = (status: number): boolean =>
  // A server or proxy gave up on the request with 408 or 499, without saying how far it had come.
  status >= 400 && status < 500 && ![408, 429, 499].includes(status);

/** Whether a send ID from a response can be recorded. */
function isUsable(sendId: string, request: SendIdRequest, apiKey: string): boolean {
  if (!/^[\x20-\x7e]{1,64}$/.test(sendId) || sendId.trim() === "") return false;
  return sendId === request.sendId || !containsKey(sendId, apiKey);
}

/** A key that is rejected for one request is rejected for all, and a campaign that is unknown stays unknown. */
function scopeOf(status: number, body: string) {
  if (status === 401 || status === 403) return "connection";
  const namesCampaign = /campaign/i.test(body) && !/send[ _]?id/i.test(body);
  return status === 400 && namesCampaign ? "campaign" : "request";
}

const day = 24 * 60 * 60 * 1000;

/**
 * Reads the rate limit from the headers of a response and omits values that make no sense.
 *
 * @see https://www.braze.com/docs/api/api_limits/
 */
export function readQuota({ headers = {} }: RequestResult, now: Date): Quota {
  const count = (name: string) => {
    const value = headers[name];
    return typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
  };
  const [limit, remaining, reset] = [
    count("x-ratelimit-limit"),
    count("x-ratelimit-remaining"),
    count("x-ratelimit-reset"),
  ];
  const quota: Quota = {};
  if (limit !== undefined) quota.limit = limit;
  if (remaining !== undefined) quota.remaining = remaining;
  // By Braze's own clock, if the response has it: this machine's may be wrong.
  const respondedAt = Date.parse(String(headers.date)) || now.getTime();
  // Braze does not document `Retry-After`, but a gateway may send it.
  const retryAfter = count("retry-after");
  const resets = [
    reset === undefined ? Number.NaN : reset * 1000,
    retryAfter === undefined ? Date.parse(String(headers["retry-after"])) : respondedAt + retryAfter * 1000,
  ]
    // A limit resets within a day. A time further in the future or the past is not a valid reset.
    .filter((time) => Math.abs(time - respondedAt) <= 2 * day);
  const resetAt = resets.find((time) => time > respondedAt) ?? resets[0];
  if (resetAt !== undefined) quota.resetAt = new Date(resetAt);
  if (resetAt !== undefined && resetAt > respondedAt) quota.wait = resetAt - respondedAt;
  return quota;
}
