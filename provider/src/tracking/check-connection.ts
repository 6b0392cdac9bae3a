import type { Connection } from "../braze/connection";
import { guessInstance, instanceOf } from "../braze/find-instance";
import { instances } from "../braze/instances";
import { proxyFor } from "../braze/proxy";
import type { Request, RequestResult } from "../braze/send-request";
import { workspaceName } from "./explain";
import { interpret } from "./response";

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
  /** Sends one request, once. */
  send(connection: Connection, request: Request): Promise<RequestResult>;
  environment: Readonly<Record<string, string | undefined>>;
}

const notProven =
  "Not proven: sends.id.create. Only creating a send ID would show that permission, and that uses the daily limit.";

/**
 * Checks a connection with one GET that has no side effect. It never sends a POST: Braze may count even a rejected one toward
 * the daily limit.
 *
 * @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_campaigns/
 */
export async function checkConnection(
  connection: Connection,
  { send, environment }: CheckOptions,
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

  const response = interpret(
    await send(connection, { method: "GET", path: "/campaigns/list", query: { page: "0" } }),
    connection.apiKey,
  );
  switch (response.kind) {
    case "success":
      return Array.isArray((response.body as { campaigns?: unknown }).campaigns)
        ? about(
            "valid",
            "The API key is valid for this instance and has the campaigns.list permission.",
            notProven,
          )
        : about(
            "unexpected response",
            "The response is a success, but not in the form that Braze documents.",
            `Check that ${endpoint} is Braze's REST API and not a proxy or another server.`,
          );
    case "forbidden":
      return about(
        "valid without campaigns.list",
        "The API key is known to this instance. It lacks the campaigns.list permission (HTTP 403), which creating send IDs does not need.",
        `If the key has campaigns.list, its IP allowlist lacks this machine. ${notProven}`,
      );
    case "unauthorized":
      return about(
        "invalid key or instance",
        `Braze rejected the API key (HTTP 401)${quote(response.text)}: the key is wrong, or belongs to an instance other than ${instanceOf(endpoint) ?? endpoint}.`,
        `Check the key of ${workspaceName(connection)}, and the instance: the dashboard's address names it, for example dashboard-06.braze.com is US-06.`,
      );
    case "unreached": {
      const proxy = proxyFor(new URL(endpoint), environment);
      const through = proxy instanceof URL ? ` (through the proxy ${proxy.protocol}//${proxy.host})` : "";
      return about(
        "not reached",
        `Braze was not reached at ${endpoint}: ${response.cause}${through}.`,
        proxy === undefined
          ? "Check the endpoint and the network. Behind a proxy, set HTTPS_PROXY; for a private certificate authority, set NODE_EXTRA_CA_CERTS."
          : "Check the endpoint, the network and the proxy (HTTPS_PROXY, NO_PROXY); for a private certificate authority, set NODE_EXTRA_CA_CERTS.",
      );
    }
    case "limited":
      return about(
        "unexpected response",
        "Braze's general rate limit is reached (HTTP 429), so the key was not checked.",
        response.resetAt === undefined
          ? "Run the command again later."
          : `Run the command again after ${response.resetAt.toISOString()}.`,
      );
    case "rejected":
      return about(
        "unexpected response",
        `The request was rejected with HTTP ${response.status}${quote(response.text)}.`,
        `Check that ${endpoint} is the address of Braze's REST API (https://rest.…).`,
      );
    case "failed":
      return about(
        "unexpected response",
        `The check has no result: ${response.cause}.`,
        "Run the command again. If it persists, check the endpoint, the proxy and https://braze.statuspage.io.",
      );
  }
}

const quote = (text: string | undefined) => (text === undefined ? "" : `, "${text}"`);
