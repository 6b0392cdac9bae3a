import { describeErrorCode, timeoutCode } from "../braze/describe-error";
import { readQuota } from "../braze/outcome";
import { redact } from "../braze/redact";
import type { RequestResult } from "../braze/send-request";
import { escapeText } from "../text/escape";
import { hasTooManyValues, parseBody } from "../text/parse-body";
import { redactJson } from "./redact-json";

/** The response to one GET request. Reading has no side effects, so every failure may be retried. */
export type Response =
  | { kind: "success"; body: unknown }
  /** 401: the key is unknown to this instance. */
  | { kind: "unauthorized"; text: string | undefined }
  /** 403: the key is known and lacks the permission, or its IP allowlist lacks this machine. */
  | { kind: "forbidden"; text: string | undefined }
  /** 429. */
  | { kind: "limited"; resetAt: Date | undefined }
  /** Another 4xx: the same request would fail again. */
  | { kind: "rejected"; status: number; text: string | undefined }
  /** No connection to Braze was established. */
  | { kind: "unreached"; cause: string }
  /** Braze was reached and did not give a usable response. */
  | { kind: "failed"; cause: string };

/**
 * Classifies a result of {@link sendRequest}.
 *
 * @param identifiers what was requested, which a message may repeat.
 */
export function interpret(
  result: RequestResult,
  apiKey: string,
  identifiers: readonly string[] = [],
  now = Date.now(),
): Response {
  const { sent, status, proxyStatus, errorCode, body = "" } = result;
  if (proxyStatus !== undefined)
    return { kind: "unreached", cause: `the proxy refused the connection with HTTP ${proxyStatus}` };
  if (status === undefined) {
    const cause =
      errorCode === timeoutCode
        ? "the request timed out"
        : describeErrorCode(escapeText(errorCode ?? "no code"));
    return sent ? { kind: "failed", cause } : { kind: "unreached", cause };
  }
  const text = messageOf(body, apiKey, identifiers);
  if (status === 401) return { kind: "unauthorized", text };
  if (status === 403) return { kind: "forbidden", text };
  if (status === 407) return { kind: "unreached", cause: "the proxy requires authentication (HTTP 407)" };
  if (status === 429) return { kind: "limited", resetAt: readQuota(result, new Date(now)).resetAt };
  if (status >= 400 && status < 500 && status !== 408) return { kind: "rejected", status, text };
  if (status < 200 || status > 299) return { kind: "failed", cause: `the response was HTTP ${status}` };
  if (errorCode === timeoutCode)
    return { kind: "failed", cause: "the request timed out before the response was complete" };
  const value = errorCode === undefined ? parseBody(body) : undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return {
      kind: "failed",
      cause:
        errorCode !== undefined || hasTooManyValues(body)
          ? "the response was incomplete or too large"
          : "the response was not in Braze's format; a proxy or another server may have sent it",
    };
  }
  return { kind: "success", body: redactJson(value, apiKey) };
}

/** Braze's error message as one line, without the key. */
function messageOf(body: string, apiKey: string, identifiers: readonly string[]): string | undefined {
  const value = parseBody(body) as { message?: unknown; error?: unknown; errors?: unknown } | undefined;
  const errors = Array.isArray(value?.errors) ? value.errors : [];
  const texts = [value?.message, value?.error, ...errors].filter((text) => typeof text === "string");
  const text = redact(texts.join("; ").slice(0, 10_000), apiKey, identifiers).trim();
  return text === "" ? undefined : escapeText(text);
}
