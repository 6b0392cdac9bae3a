import { parseJson } from "../text/parse-json";
import type { ApiKeyGrant, RawRequest, ReadRequest } from "./endpoint";

/** Reads a request without validating it. */
export function readRequest(raw: RawRequest, keys: ReadonlyMap<string, ApiKeyGrant>): ReadRequest {
  const json = parseJson(raw.body ?? "");
  const fields: Record<string, unknown> = typeof json === "object" ? { ...json } : {};
  const text = (name: string) => (typeof fields[name] === "string" ? fields[name] : raw.query[name]);
  const { apiKey, notes } = findKey(raw, typeof fields.api_key === "string" ? fields.api_key : undefined);
  return {
    ...raw,
    json,
    apiKey,
    grant: keys.get(apiKey),
    campaignId: text("campaign_id"),
    sendId: text("send_id"),
    notes,
  };
}

function findKey({ authorization, query }: RawRequest, apiKeyInBody: string | undefined) {
  if (authorization !== undefined) return { apiKey: authorization.replace(/^Bearer +/i, ""), notes: [] };
  const deprecated = (place: string) => [
    `api_key in the ${place} is deprecated since May 2020: send the Authorization header`,
  ];
  if (apiKeyInBody !== undefined) return { apiKey: apiKeyInBody, notes: deprecated("body") };
  if (query.api_key !== undefined) return { apiKey: query.api_key, notes: deprecated("URL") };
  return { apiKey: "", notes: [] };
}
