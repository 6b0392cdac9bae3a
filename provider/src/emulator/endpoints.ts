import { campaignDetails, listCampaigns } from "./campaign-endpoints";
import { dataSeries } from "./data-series-endpoint";
import { type Decision, type Endpoint, reject } from "./define-endpoint";
import { sendMessage, triggerCampaign } from "./message-endpoints";
import type { CheckedOptions } from "./options";
import { maxBodyBytes, type ReadRequest } from "./read-request";
import { createSendId } from "./send-id-endpoint";
import type { Workspace } from "./workspaces";

/** Braze's endpoints that the emulator serves. */
export const endpoints: readonly Endpoint[] = [
  createSendId,
  sendMessage,
  triggerCampaign,
  listCampaigns,
  campaignDetails,
  dataSeries,
];

/**
 * Decides the response to a request. A created send ID is counted at once, so that concurrent requests cannot both use the
 * last one of the daily limit.
 */
export function handleRequest(
  endpoint: Endpoint,
  request: ReadRequest,
  options: CheckedOptions,
  now: Date,
): Decision & { headers: Record<string, string> } {
  const rejection = rejectUnreadable(endpoint, request);
  if (rejection) return { ...rejection, headers: {} };
  const workspace = request.grant?.workspace;
  workspace?.limits.hourly.count(now);
  const decision = decide(endpoint, request, options, now);
  if (workspace && decision.status >= 400) {
    if (endpoint.limit === "daily" && options.countRejected && decision.status !== 429)
      workspace.limits.daily.count(now);
    const { message, error = "" }: { message?: string; error?: string } = decision.body;
    workspace.recordRejection({
      at: now,
      path: endpoint.path,
      status: decision.status,
      message: message ?? error,
    });
  }
  // Last, so that the headers include this request.
  return { ...decision, headers: limitHeaders(endpoint, workspace, now) };
}

/** Rejects a request that Braze does not read far enough to check its key. */
function rejectUnreadable({ method }: Endpoint, { path, contentType, body }: ReadRequest) {
  if (path.endsWith("/")) return reject(403, "Access Denied");
  if (method === "GET") return undefined;
  if (!/^application\/json *(;|$)/i.test(contentType ?? ""))
    return reject(415, "Unsupported Media Type: send Content-Type: application/json");
  return body === undefined ? reject(413, `Payload Too Large: more than ${maxBodyBytes} bytes`) : undefined;
}

function decide(endpoint: Endpoint, request: ReadRequest, options: CheckedOptions, now: Date): Decision {
  const { grant, sentKeys, query, json } = request;
  if (!grant) return reject(401, `Invalid API key: ${sentKeys[0] ?? ""}`);
  if (grant.permissions?.includes(endpoint.permission) === false) return reject(403, "Access Denied");
  if (endpoint.method === "POST" && json === undefined)
    return { status: 400, body: { error: "Error while parsing request body. Please check your syntax." } };
  const fields = endpoint.request.safeParse(endpoint.method === "POST" ? json : query);
  if (!fields.success) return reject(400, ...fields.error.issues.map(({ message }) => message));
  return endpoint.handle(fields.data, { workspace: grant.workspace, options, now });
}

/** The current limit. Without a workspace, the headers are present but empty, as recorded with 401. */
export function limitHeaders(endpoint: Endpoint, workspace: Workspace | undefined, now: Date) {
  const limit = workspace?.limits[endpoint.limit];
  return {
    "x-ratelimit-limit": String(limit?.max ?? ""),
    "x-ratelimit-remaining": String(limit?.remaining(now) ?? ""),
    "x-ratelimit-reset": limit ? String(limit.resetAt(now).getTime() / 1000) : "",
  };
}
