import { hasTooManyValues, parseBody } from "../text/parse-body";
import { errorText, isHtml, quote } from "./error-text";
import { isRejection, type Quota, readQuota } from "./outcome";
import { redactJson } from "./redact-json";
import type { RequestResult } from "./send-request";

/** Why a GET request was not successful. Reading has no side effects, so every failure may be retried. */
export interface ReadFailure {
  /**
   * - `unauthorized`: 401, the key is unknown to this instance.
   * - `forbidden`: 403, the key is known and lacks the permission, or its IP allowlist lacks this machine.
   * - `limited`: 429.
   * - `rejected`: another 4xx, so the same request would fail again.
   * - `unreached`: no connection to Braze was established.
   * - `failed`: Braze was reached, and gave no usable response.
   */
  kind: "unauthorized" | "forbidden" | "limited" | "rejected" | "unreached" | "failed";
  result: RequestResult;
  quota: Quota;
  /** Braze's error message as one line, without the key. */
  text: string | undefined;
  /** What is wrong with a success. */
  problem?: string;
  /** How many requests were sent, if there were several. */
  attempts?: number;
}

/** The response to one GET request. */
export type Response = { kind: "success"; body: unknown; result: RequestResult } | ReadFailure;

/**
 * Reads the result of a GET request.
 *
 * @param identifiers what was requested, which a message may repeat.
 * @param now this machine's time, for a response without a `date` header.
 */
export function readResponse(
  result: RequestResult,
  apiKey: string,
  identifiers: readonly string[],
  now: Date,
): Response {
  const { sent, status, errorCode, body = "" } = result;
  const isSuccess = status !== undefined && status >= 200 && status <= 299;
  // A page says nothing to a reader, and neither does a success that is not usable.
  const isEmpty = isSuccess || isHtml(body) || /^\s*(\{\s*\})?\s*$/.test(body);
  const failure = (kind: ReadFailure["kind"], problem?: string): ReadFailure => ({
    kind,
    result,
    quota: readQuota(result, now),
    text: isEmpty ? undefined : quote(errorText(body), apiKey, identifiers),
    ...(problem !== undefined && { problem }),
  });
  if (status === undefined) return failure(sent ? "failed" : "unreached");
  if (status === 401) return failure("unauthorized");
  if (status === 403) return failure("forbidden");
  if (status === 429) return failure("limited");
  if (isRejection(status)) return failure("rejected");
  if (!isSuccess || errorCode !== undefined) return failure("failed");
  if (hasTooManyValues(body)) return failure("failed", "the response is too large");
  const value = parseBody(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return failure("failed", foreign);
  return { kind: "success", body: redactJson(value, apiKey), result };
}

const foreign = "not in its format: a proxy or another server may have responded";

/** The list in a success; a failure if it has none. */
export function listIn(
  response: Response,
  name: string,
): { list: unknown[]; failure?: never } | { failure: ReadFailure; list?: never } {
  if (response.kind !== "success") return { failure: response };
  const list = (response.body as Record<string, unknown>)[name];
  if (Array.isArray(list)) return { list };
  const { result } = response;
  const problem = `without a list of ${name}: a proxy or another server may have responded`;
  return { failure: { kind: "failed", result, quota: {}, text: undefined, problem } };
}
