import { parseBody } from "../text/parse-body";
import type { ApiKeyGrant, RawRequest, ReadRequest } from "./endpoint";

/** Reads a request without validating it. */
export function readRequest(raw: RawRequest, keys: ReadonlyMap<string, ApiKeyGrant>): ReadRequest {
  const json = parseBody(raw.body ?? "");
  const fields = (typeof json === "object" ? (json ?? {}) : {}) as Record<string, unknown>;
  const inBody = (name: string) => (typeof fields[name] === "string" ? fields[name] : undefined);
  const inHeader = raw.authorization?.replace(/^Bearer +/i, "");
  // In the order of precedence.
  const sentKeys = [inHeader, inBody("api_key"), raw.query.api_key].filter((key) => key !== undefined);
  const apiKey = sentKeys[0] ?? "";
  const deprecatedPlace = inBody("api_key") === undefined ? "URL" : "body";
  return {
    ...raw,
    json,
    apiKey,
    sentKeys,
    grant: keys.get(apiKey),
    campaignId: inBody("campaign_id") ?? raw.query.campaign_id,
    sendId: inBody("send_id") ?? raw.query.send_id,
    notes:
      inHeader !== undefined || sentKeys.length === 0
        ? []
        : [`api_key in the ${deprecatedPlace} is deprecated since May 2020: send the Authorization header`],
  };
}
