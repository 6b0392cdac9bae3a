import type { Connection } from "../braze/connection";
import { guessInstance, instanceOf } from "../braze/find-instance";
import { instances } from "../braze/instances";
import { proxyFor } from "../braze/proxy";
import { listIn, readResponse } from "../braze/read-response";
import type { sendRequest } from "../braze/send-request";
import { adviceForFailure, describeFailure } from "../failures/describe-failure";
import { toFailedRequest } from "../failures/explain-read";
import { capitalize } from "../text/words";

/** What one GET of `/campaigns/list` shows about a connection. */
export interface Verdict {
  workspace: string | null;
  /** Null if none is configured. */
  endpoint: string | null;
  instance: string | null;
  verdict:
    | "valid"
    | "valid without campaigns.list"
    | "invalid key or instance"
    | "not reached"
    | "not configured"
    | "unexpected response";
  /** What was found, in one sentence. */
  finding: string;
  /** What to do, or what remains unproven. */
  advice: string;
}

export interface CheckOptions {
  send: typeof sendRequest;
  /** Timeout of the request, in milliseconds. */
  timeout: number;
  environment: Readonly<Record<string, string | undefined>>;
}

const notProven =
  "This does not show whether the key has sends.id.create. Only creating a send ID would, and that uses the daily limit.";

/**
 * Checks a connection with one GET that has no side effect. It never sends a POST: Braze may count even a rejected one toward
 * the daily limit.
 *
 * @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_campaigns/
 */
export async function checkConnection(
  connection: Connection,
  { send, timeout, environment }: CheckOptions,
): Promise<Verdict> {
  const { endpoint, workspace = null } = connection;
  const about = (verdict: Verdict["verdict"], finding: string, advice: string): Verdict => ({
    workspace,
    endpoint,
    instance: instanceOf(endpoint) ?? null,
    verdict,
    finding,
    advice,
  });

  const guess = guessInstance(endpoint);
  if (guess !== undefined) {
    return about(
      "invalid key or instance",
      `${new URL(endpoint).hostname} is not a host of Braze's REST API. Nothing was sent.`,
      `It looks like the instance ${guess}: set the instance to ${guess}, or the endpoint to https://${instances[guess]}.`,
    );
  }

  const response = readResponse(
    await send(connection, { method: "GET", path: "/campaigns/list", query: { page: "0" } }, timeout),
    connection.apiKey,
    [],
    new Date(),
  );
  const { failure } = listIn(response, "campaigns");
  if (failure === undefined) {
    return about(
      "valid",
      "The API key is valid for this instance and has the campaigns.list permission.",
      notProven,
    );
  }
  if (failure.kind === "forbidden") {
    return about(
      "valid without campaigns.list",
      "The API key is known to this instance. It lacks the campaigns.list permission (HTTP 403), which creating send IDs does not need.",
      `If the key has campaigns.list, its IP allowlist lacks this machine. ${notProven}`,
    );
  }
  const failed = toFailedRequest(failure, connection);
  const quotation = failure.text === undefined ? "" : ` Braze's response: "${failure.text}".`;
  const verdicts = {
    unauthorized: "invalid key or instance",
    unreached: "not reached",
    limited: "unexpected response",
    rejected: "unexpected response",
    failed: "unexpected response",
  } as const;
  return about(
    verdicts[failure.kind],
    capitalize(`${describeFailure(failed)}${quotation}${failure.kind === "unreached" ? through() : ""}`),
    adviceForFailure(failed, { permission: "campaigns.list", again: "run the command again" }) +
      (failure.kind === "unauthorized" ? nameOfInstance : ""),
  );

  function through(): string {
    const proxy = proxyFor(new URL(endpoint), environment);
    return proxy instanceof URL ? ` Proxy: ${proxy.protocol}//${proxy.host}.` : "";
  }
}

const nameOfInstance = " The dashboard's address names the instance: dashboard-06.braze.com is US-06.";
