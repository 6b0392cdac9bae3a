import type { IncomingMessage } from "node:http";
import { limitConcurrency } from "../braze/limit-concurrency";
import { parseBody } from "../text/parse-body";
import type { Workspace } from "./workspaces";

/** A key's workspace, and what the key may do there: everything if no permissions are given. */
export interface ApiKeyGrant {
  workspace: Workspace;
  permissions?: readonly string[] | undefined;
}

/** A request with its fields, which are not validated. */
export interface ReadRequest {
  path: string;
  query: Readonly<Record<string, string>>;
  contentType: string | undefined;
  /** Undefined if it exceeds the size that Braze reads. */
  body: string | undefined;
  /** The body; undefined if it is not JSON, or has too many values. */
  json: unknown;
  /** All keys in the request. The first one counts. */
  sentKeys: readonly string[];
  grant: ApiKeyGrant | undefined;
  campaignId: string | undefined;
  sendId: string | undefined;
  /** Where the key is, if that is deprecated. */
  deprecatedKey: "body" | "URL" | undefined;
  /** Remarks for the log. */
  notes: string[];
}

/** Reads a request without validating it. */
export function readRequest(
  { url = "", headers }: IncomingMessage,
  body: string | undefined,
  keys: ReadonlyMap<string, ApiKeyGrant>,
): ReadRequest {
  const [path = "", search = ""] = url.split(/\?(.*)/s);
  const query = Object.fromEntries(new URLSearchParams(search));
  const json = parseBody(body ?? "");
  const fields = (typeof json === "object" ? (json ?? {}) : {}) as Record<string, unknown>;
  const inBody = (name: string) => (typeof fields[name] === "string" ? fields[name] : undefined);
  const inHeader = headers.authorization?.replace(/^Bearer +/i, "");
  // In the order of precedence.
  const sentKeys = [inHeader, inBody("api_key"), query.api_key].filter((key) => key !== undefined);
  const inBodyOrUrl = inBody("api_key") === undefined ? "URL" : "body";
  return {
    path,
    query,
    contentType: headers["content-type"],
    body,
    json,
    sentKeys,
    grant: keys.get(sentKeys[0] ?? ""),
    campaignId: inBody("campaign_id") ?? query.campaign_id,
    sendId: inBody("send_id") ?? query.send_id,
    deprecatedKey: inHeader === undefined && sentKeys.length > 0 ? inBodyOrUrl : undefined,
    notes: [],
  };
}

/** The largest body that Braze reads. @see https://www.braze.com/docs/api/errors/ */
export const maxBodyBytes = 4 * 1024 * 1024;

/** A thousand clients could send gigabytes at a time, so only eight bodies that may be large are read at a time. */
const limitLargeBodies = limitConcurrency(8);

/** Undefined if the body exceeds the size that Braze reads. The rest is still received, so that the client gets the response. */
export async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const { "content-length": length = 0, "transfer-encoding": isChunked } = incoming.headers;
  const read = async () => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBodyBytes) break;
    }
    incoming.resume();
    return size > maxBodyBytes ? undefined : Buffer.concat(chunks).toString();
  };
  return isChunked || Number(length) > 64 * 1024 ? limitLargeBodies(read) : read();
}
