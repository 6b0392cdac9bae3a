import { randomUUID } from "node:crypto";
import type { CheckedOptions } from "./options";
import { type AnswerBody, type AnswerStatus, createSendIdsRequest, maxBodyBytes } from "./wire";
import { type LedgerEntry, nextReset, type Workspace } from "./workspaces";

/** A key and what it opens. */
export interface ApiKeyGrant {
  workspace: Workspace;
  mayCreate: boolean;
}

/** A request as it came, before anything is decided. */
export interface RawRequest {
  path: string;
  apiKeyInUrl: string | undefined;
  authorization: string | undefined;
  contentType: string | undefined;
  /** Absent when there was more of it than Braze reads. */
  body: string | undefined;
}

/** A request with what can be told about it without judging it. */
export interface ReadRequest extends RawRequest {
  json: { value: unknown } | undefined;
  apiKey: string;
  holder: ApiKeyGrant | undefined;
  campaignId: string | undefined;
  sendId: string | undefined;
  notes: string[];
}

export interface Answer {
  status: AnswerStatus;
  body: AnswerBody;
  headers: Record<string, string>;
  /** What the answer changed, already counted, to be kept before it is sent. */
  entry?: LedgerEntry;
}

export type Choices = Pick<CheckedOptions, "successStatus" | "repeatedPair" | "countGenerated">;

export function readRequest(raw: RawRequest, keys: ReadonlyMap<string, ApiKeyGrant>): ReadRequest {
  const json = parseJson(raw.body);
  const fields: Record<string, unknown> =
    typeof json?.value === "object" && json.value !== null ? { ...json.value } : {};
  const text = (name: string) => (typeof fields[name] === "string" ? fields[name] : undefined);
  const { apiKey, notes } = findKey(raw, text("api_key"));
  return {
    ...raw,
    json,
    apiKey,
    holder: keys.get(apiKey),
    campaignId: text("campaign_id"),
    sendId: text("send_id"),
    notes,
  };
}

function parseJson(text: string | undefined): { value: unknown } | undefined {
  try {
    return text === undefined ? undefined : { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function findKey({ authorization, apiKeyInUrl }: RawRequest, apiKeyInBody: string | undefined) {
  if (authorization !== undefined) return { apiKey: authorization.replace(/^Bearer +/i, ""), notes: [] };
  const deprecated = (place: string) => [
    `api_key in the ${place} is deprecated since May 2020: send the Authorization header`,
  ];
  if (apiKeyInBody !== undefined) return { apiKey: apiKeyInBody, notes: deprecated("body") };
  if (apiKeyInUrl !== undefined) return { apiKey: apiKeyInUrl, notes: deprecated("URL") };
  return { apiKey: "", notes: [] };
}

/** Decides, and counts what it creates at once, so that requests under way together cannot both take the last place. */
export function answerCreateSendId(request: ReadRequest, choices: Choices, now: Date): Answer {
  const { holder } = request;
  if (request.path.endsWith("/")) return refuse(403, "Access Denied");
  if (!/^application\/json *(;|$)/i.test(request.contentType ?? ""))
    return refuse(415, "Unsupported Media Type: send Content-Type: application/json");
  if (request.body === undefined) return refuse(413, `Payload Too Large: over ${maxBodyBytes} bytes`);
  if (!holder) return refuse(401, `Invalid API key: ${request.apiKey}`, limitHeaders(undefined, now));

  const { workspace, mayCreate } = holder;
  const refuseKnown = (status: AnswerStatus, message: string, errors?: string[]) =>
    refuse(status, message, limitHeaders(workspace, now), errors);
  if (!mayCreate) return refuseKnown(403, "You do not have permission to access this resource");
  if (!request.json)
    return {
      status: 400,
      body: { error: "Error while parsing request body. Please check your syntax." },
      headers: limitHeaders(workspace, now),
    };
  const parsed = createSendIdsRequest.safeParse(request.json.value);
  if (!parsed.success) {
    const faults = [...new Set(parsed.error.issues.map(({ message }) => message))];
    return refuseKnown(400, faults[0] ?? "", faults.length > 1 ? faults : undefined);
  }
  const { campaign_id: campaignId, send_id: given } = parsed.data;
  if (!workspace.knows(campaignId))
    return refuseKnown(
      400,
      "Invalid Campaign ID: No messaging API campaign was found for your provided campaign ID.",
    );

  const sendId = given ?? randomUUID();
  const repeated = workspace.has(campaignId, sendId);
  if (repeated && choices.repeatedPair === "error")
    return refuseKnown(400, "send_id already exists for this campaign");
  const counted = repeated
    ? choices.repeatedPair === "counted"
    : given !== undefined || choices.countGenerated;
  if (counted && workspace.remaining(now) === 0)
    return refuseKnown(429, "Rate limit exceeded: the daily limit of send IDs for this workspace is used up");

  const entry: LedgerEntry = {
    pair: { workspace: workspace.name, campaignId, sendId, createdAt: now, generated: given === undefined },
    counted,
    repeated,
  };
  if (counted || !repeated) workspace.record(entry);
  return {
    status: choices.successStatus,
    body: { message: "success", send_id: sendId },
    headers: limitHeaders(workspace, now),
    ...((counted || !repeated) && { entry }),
  };
}

function refuse(
  status: AnswerStatus,
  message: string,
  headers: Record<string, string> = {},
  errors?: string[],
): Answer {
  return { status, body: { message, ...(errors && { errors }) }, headers };
}

/** The limit as it stands; without a workspace the headers are there but empty, as recorded on 401. */
export function limitHeaders(workspace: Workspace | undefined, now: Date): Record<string, string> {
  return {
    "x-ratelimit-limit": workspace ? String(workspace.dailyLimit) : "",
    "x-ratelimit-remaining": workspace ? String(workspace.remaining(now)) : "",
    "x-ratelimit-reset": workspace ? String(nextReset(now).getTime() / 1000) : "",
  };
}
