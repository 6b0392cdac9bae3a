import type { ApiBody, ApiStatus } from "./api-schemas";
import type { Policy } from "./options";
import type { LedgerEntry, Workspace } from "./workspaces";

/** A key's workspace, and what the key may do there. */
export interface ApiKeyGrant {
  workspace: Workspace;
  may(permission: string): boolean;
}

/** A request as it was received. */
export interface RawRequest {
  path: string;
  query: Readonly<Record<string, string>>;
  authorization: string | undefined;
  contentType: string | undefined;
  /** Undefined if it exceeds the size that Braze reads. */
  body: string | undefined;
}

/** A request with its fields, which are not validated. */
export interface ReadRequest extends RawRequest {
  /** The body; undefined if it is not JSON, or has too many values. */
  json: unknown;
  /** The key that counts; empty if there is none. */
  apiKey: string;
  /** All keys in the request. */
  sentKeys: readonly string[];
  grant: ApiKeyGrant | undefined;
  campaignId: string | undefined;
  sendId: string | undefined;
  notes: string[];
}

/** Status and body of a response, and what the request changed. */
export interface Decision {
  status: ApiStatus;
  body: ApiBody;
  /** The change, already counted, to be persisted before the response is sent. */
  entry?: LedgerEntry;
}

/** A decision with its rate-limit headers. */
export interface ApiResponse extends Decision {
  headers: Record<string, string>;
}

/** One of Braze's endpoints. */
export interface Endpoint {
  method: "GET" | "POST";
  path: string;
  /** The permission that a key requires. */
  permission: string;
  /** The current rate limit. Without a workspace, the headers are present but empty, as recorded with 401. */
  limitHeaders(workspace: Workspace | undefined, now: Date): Record<string, string>;
  /** Counts a rejected request toward the endpoint's own limit. */
  countRejected?(workspace: Workspace, now: Date): void;
  /** Handles a request whose key is known and may use the endpoint, and whose body, if any, is JSON. */
  handle(request: ReadRequest, workspace: Workspace, policy: Policy, now: Date): Decision;
}

export function reject(status: ApiStatus, message: string, errors?: readonly string[]): Decision {
  return { status, body: { message, ...(errors && { errors: [...errors] }) } };
}

/** A rejection that lists every problem if there are several. */
export function rejectProblems(problems: readonly string[]): Decision {
  const all = [...new Set(problems)];
  return reject(400, all[0] ?? "", all.length > 1 ? all : undefined);
}

const hourMs = 60 * 60 * 1000;

/** Braze's general limit. Here, all endpoints except `/sends/id/create` share it. */
const requestsPerHour = 250_000;

/** The headers of the general hourly limit. @see https://www.braze.com/docs/api/api_limits/ */
export function hourlyLimitHeaders(workspace: Workspace | undefined, now: Date): Record<string, string> {
  const reset = (Math.floor(now.getTime() / hourMs) + 1) * hourMs;
  return {
    "x-ratelimit-limit": workspace ? String(requestsPerHour) : "",
    "x-ratelimit-remaining": workspace ? String(requestsPerHour - workspace.requestsThisHour(now)) : "",
    "x-ratelimit-reset": workspace ? String(reset / 1000) : "",
  };
}
