import { z } from "zod";
import { parseJson } from "../text/parse-json";
import type { RequestResult } from "./send-request";

/**
 * What became of one request to create a send ID:
 *
 * - `created`: Braze made it, and this is its ID.
 * - `unreached`: it cannot have been made, and trying again may help.
 * - `limited`: it was not made, and will not be until the limit resets.
 * - `rejected`: it was not made, and trying the same again will not help.
 * - `unknown`: it may have been made. Sending the request again could make a second one.
 */
export type Outcome =
  | { kind: "created"; sendId: string }
  | { kind: "unreached"; cause: string }
  | { kind: "limited"; quota: Quota }
  | { kind: "rejected"; status: number }
  | { kind: "unknown"; cause: string; sendId?: string };

/** The limit as an answer reports it. */
export interface Quota {
  limit?: number;
  remaining?: number;
  /** When the window ends, by Braze's clock. */
  resetAt?: Date;
  /** How long until then, in milliseconds. */
  wait?: number;
}

const success = z.object({ message: z.string(), send_id: z.string().refine((text) => text.trim() !== "") });

/**
 * Decides what became of a request. Only what is certain counts as certain: whatever is neither a success in Braze's
 * form, nor known to have been turned away, is `unknown`.
 *
 * @param now this machine's time, for an answer without a `date`.
 * @see https://www.braze.com/docs/api/errors/
 */
export function decideOutcome(exchange: RequestResult, now: Date): Outcome {
  const { sent, status, errorCode, proxyStatus } = exchange;
  if (proxyStatus !== undefined)
    return { kind: "unreached", cause: `the proxy refused the tunnel (HTTP ${proxyStatus})` };
  if (status === undefined) {
    const cause = causes[errorCode ?? ""] ?? `the connection failed (${errorCode})`;
    return sent ? { kind: "unknown", cause } : { kind: "unreached", cause };
  }
  if (status === 429) return { kind: "limited", quota: readQuota(exchange, now) };
  if (status === 502 || status === 503) return { kind: "unreached", cause: `Braze answered ${status}` };
  // A server or proxy gave up on the request with 408 and 499, without saying how far it had come.
  if (status >= 400 && status < 500 && status !== 408 && status !== 499) return { kind: "rejected", status };
  if (status < 200 || status > 299) return { kind: "unknown", cause: `Braze answered ${status}` };

  if (errorCode !== undefined)
    return { kind: "unknown", cause: `Braze answered ${status}, but its answer broke off` };
  const answer = parseJson(exchange.body ?? "");
  const parsed = success.safeParse(answer);
  if (parsed.success) return { kind: "created", sendId: parsed.data.send_id };
  const sendId = success.pick({ send_id: true }).safeParse(answer).data?.send_id;
  return {
    kind: "unknown",
    cause: `Braze answered ${status}, but not in the form of a success`,
    ...(sendId === undefined ? {} : { sendId }),
  };
}

/** Why no answer came, by the code that axios or Node gives. */
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused (ECONNREFUSED)",
  ECONNRESET: "the connection was lost (ECONNRESET)",
  EPIPE: "the connection was lost (EPIPE)",
  ENOTFOUND: "the name of the host was not found (ENOTFOUND)",
  EAI_AGAIN: "the name of the host could not be looked up (EAI_AGAIN)",
  ETIMEDOUT: "no answer came in time (ETIMEDOUT)",
  ERR_CANCELED: "no answer came in time (braze:timeoutSeconds)",
};

const day = 24 * 60 * 60 * 1000;

/**
 * The limit in an answer's headers; a value that makes no sense is left out.
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
  if (reset !== undefined) {
    // By Braze's own clock where it tells the time: this machine's may be wrong.
    const answeredAt = Date.parse(String(headers.date)) || now.getTime();
    const wait = reset * 1000 - answeredAt;
    // Windows are a day at most; what is further away in either direction is not a time of reset.
    if (Math.abs(wait) <= 2 * day)
      Object.assign(quota, { resetAt: new Date(reset * 1000), wait: Math.max(wait, 0) });
  }
  return quota;
}
