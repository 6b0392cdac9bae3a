import { maxBodyBytes } from "./api-schemas";
import {
  type ApiKeyGrant,
  type ApiResponse,
  type Decision,
  type Endpoint,
  type ReadRequest,
  reject,
} from "./endpoint";
import type { Policy } from "./options";

/**
 * Decides the response to a request. A created send ID is counted at once, so that concurrent requests cannot both use the
 * last one of the daily limit.
 */
export function handleRequest(
  endpoint: Endpoint,
  request: ReadRequest,
  policy: Policy,
  now: Date,
): ApiResponse {
  const rejection = rejectUnreadable(endpoint, request);
  if (rejection) return { ...rejection, headers: {} };
  const { grant } = request;
  if (!grant) {
    return {
      ...reject(401, `Invalid API key: ${request.apiKey}`),
      headers: endpoint.limitHeaders(undefined, now),
    };
  }
  grant.workspace.countRequest(now);
  const decision = decide(endpoint, grant, request, policy, now);
  if (policy.countRejected && decision.status >= 400 && decision.status < 429)
    endpoint.countRejected?.(grant.workspace, now);
  if (decision.status >= 400) {
    const message = "error" in decision.body ? decision.body.error : decision.body.message;
    grant.workspace.recordRejection({ at: now, path: endpoint.path, status: decision.status, message });
  }
  // Last, so that the headers include this request.
  return { ...decision, headers: endpoint.limitHeaders(grant.workspace, now) };
}

/** Rejects a request that Braze does not read far enough to check its key. */
function rejectUnreadable(
  { method }: Endpoint,
  { path, contentType, body }: ReadRequest,
): Decision | undefined {
  if (path.endsWith("/")) return reject(403, "Access Denied");
  if (method === "GET") return undefined;
  if (!/^application\/json *(;|$)/i.test(contentType ?? ""))
    return reject(415, "Unsupported Media Type: send Content-Type: application/json");
  return body === undefined ? reject(413, `Payload Too Large: more than ${maxBodyBytes} bytes`) : undefined;
}

function decide(
  endpoint: Endpoint,
  grant: ApiKeyGrant,
  request: ReadRequest,
  policy: Policy,
  now: Date,
): Decision {
  if (!grant.may(endpoint.permission)) return reject(403, "Access Denied");
  if (endpoint.method === "POST" && request.json === undefined)
    return { status: 400, body: { error: "Error while parsing request body. Please check your syntax." } };
  return endpoint.handle(request, grant.workspace, policy, now);
}
