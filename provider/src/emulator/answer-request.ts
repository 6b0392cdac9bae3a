import {
  type Answer,
  type ApiKeyGrant,
  type Decision,
  type Endpoint,
  type ReadRequest,
  reject,
} from "./endpoint";
import type { Policy } from "./options";
import { maxBodyBytes } from "./wire";

/**
 * Decides the answer to a request. What it creates is counted at once, so that requests under way together cannot both take
 * the last place.
 */
export function answerRequest(endpoint: Endpoint, request: ReadRequest, policy: Policy, now: Date): Answer {
  const early = rejectUnread(endpoint, request);
  if (early) return { ...early, headers: {} };
  const { grant } = request;
  if (!grant) {
    return {
      ...reject(401, `Invalid API key: ${request.apiKey}`),
      headers: endpoint.limitHeaders(undefined, now),
    };
  }
  grant.workspace.countRequest(now);
  const decision = decide(endpoint, grant, request, policy, now);
  if (policy.countRefused && decision.status >= 400 && decision.status < 429)
    endpoint.countRefused?.(grant.workspace, now);
  if (decision.status >= 400) {
    const message = "error" in decision.body ? decision.body.error : decision.body.message;
    grant.workspace.recordRejection({ at: now, path: endpoint.path, status: decision.status, message });
  }
  // After everything is counted.
  return { ...decision, headers: endpoint.limitHeaders(grant.workspace, now) };
}

/** Rejects what Braze does not read far enough to look at the key. */
function rejectUnread({ method }: Endpoint, { path, contentType, body }: ReadRequest): Decision | undefined {
  if (path.endsWith("/")) return reject(403, "Access Denied");
  if (method === "GET") return undefined;
  if (!/^application\/json *(;|$)/i.test(contentType ?? ""))
    return reject(415, "Unsupported Media Type: send Content-Type: application/json");
  return body === undefined ? reject(413, `Payload Too Large: over ${maxBodyBytes} bytes`) : undefined;
}

function decide(
  endpoint: Endpoint,
  grant: ApiKeyGrant,
  request: ReadRequest,
  policy: Policy,
  now: Date,
): Decision {
  if (!grant.may(endpoint.permission)) return reject(403, "Access Denied");
  if (endpoint.method === "POST" && !request.json)
    return { status: 400, body: { error: "Error while parsing request body. Please check your syntax." } };
  return endpoint.handle(request, grant.workspace, policy, now);
}
