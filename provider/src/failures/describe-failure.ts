import type { Connection } from "../braze/connection";
import { describeErrorCode, timeoutCode } from "../braze/describe-error";
import type { Quota } from "../braze/outcome";
import type { RequestResult } from "../braze/send-request";
import { namesOf, ofProvider } from "../configuration/settings";
import { capitalize } from "../text/words";

/** A request that was not successful, after all its attempts. */
export interface FailedRequest {
  /**
   * - `notSent`: no connection to Braze was established.
   * - `limited`: a limit is reached.
   * - `rejected`: Braze decided against the request.
   * - `unusable`: Braze may have been reached, and gave no usable response.
   */
  kind: "notSent" | "limited" | "rejected" | "unusable";
  connection: Connection;
  result: RequestResult;
  quota: Quota;
  /** @defaultValue 1 */
  attempts?: number;
  /** What is wrong with a success. */
  problem?: string | undefined;
}

/** What a request requires, and how it is repeated. */
export interface Purpose {
  /** The permission of Braze, such as `campaigns.list`. */
  permission: string;
  /** An instruction without a period, such as "run the command again". */
  again: string;
}

/** What happened to a request: the rest of a sentence, and its period. */
export function describeFailure(failed: FailedRequest): string {
  const { kind, connection, result, quota, attempts = 1 } = failed;
  const after = attempts === 1 ? "" : ` after ${attempts} attempts`;
  switch (kind) {
    case "notSent":
      if (result.proxyStatus !== undefined)
        return `${describeProxy(result, connection)}${after}. Nothing was sent to Braze.`;
      return `${connection.endpoint} could not be reached${after}; ${after && "last "}error: ${describeError(failed)}.`;
    case "limited":
      return `the limit${countOf(quota)} for ${workspaceName(connection)} is reached. ${describeReset(quota)}`;
    case "rejected":
      return `${connection.endpoint} rejected the request (HTTP ${result.status}).`;
    case "unusable":
      return `${describeResult(failed)}${after}.`;
  }
}

/** What the last attempt led to, without a period. */
export function describeResult(failed: Pick<FailedRequest, "result" | "connection" | "problem">): string {
  const { result, problem } = failed;
  const { status, errorCode, proxyStatus } = result;
  if (proxyStatus !== undefined) return describeProxy(result);
  if (status === undefined) return describeError(failed);
  if (status < 200 || status > 299) return `Braze responded ${status}`;
  return `Braze responded ${status}, but ${errorCode === undefined ? problem : "the response is incomplete"}`;
}

const describeProxy = ({ proxyStatus }: RequestResult, to?: Connection) =>
  `the proxy refused the tunnel${to === undefined ? "" : ` to ${to.endpoint}`} (HTTP ${proxyStatus})`;

/** Why no response came, by the code of axios or Node. */
function describeError({ result, connection }: Pick<FailedRequest, "result" | "connection">): string {
  const { sent, errorCode = "no code" } = result;
  if (errorCode !== timeoutCode) return describeErrorCode(errorCode);
  return `no ${sent ? "response" : "connection"} within ${ofProvider("braze:timeoutSeconds", connection.providerName)}`;
}

const countOf = ({ limit }: Quota) => (limit === undefined ? "" : ` of ${limit}`);

function describeReset({ resetAt, wait }: Quota): string {
  if (resetAt === undefined) return "Braze did not say when it resets.";
  if (wait === undefined) return `Braze reported a reset in the past: ${utc(resetAt)}.`;
  return `It resets at ${utc(resetAt)}.`;
}

/** What to do about a failed request, as an instruction. */
export function adviceForFailure(
  { kind, connection, result, quota }: FailedRequest,
  { permission, again }: Purpose,
): string {
  switch (kind) {
    case "notSent":
      if (result.proxyStatus === 407)
        return `Set the proxy's user name and password in HTTPS_PROXY, then ${again}.`;
      if (result.proxyStatus !== undefined)
        return `Check HTTPS_PROXY, and NO_PROXY if no proxy is needed, then ${again}.`;
      return (
        `Check the endpoint (${namesOf("braze:endpoint", connection)}), the network, HTTPS_PROXY, and ` +
        `NODE_EXTRA_CA_CERTS if your network uses its own certificates. Then ${again}.`
      );
    case "limited":
      return `${capitalize(again)} ${quota.wait === undefined ? "later" : "after the reset"}.`;
    case "rejected":
      return (
        adviceForStatus(result.status ?? 0, connection, permission) ??
        `Fix the problem reported above, then ${again}.`
      );
    case "unusable":
      return `${capitalize(again)}.`;
  }
}

function adviceForStatus(status: number, connection: Connection, permission: string): string | undefined {
  const key = namesOf("braze:apiKey", connection);
  const endpoint = namesOf("braze:endpoint", connection);
  const instance = namesOf("braze:instance", connection);
  const advice: Readonly<Record<number, string | undefined>> = {
    // A list of campaigns names none.
    400:
      permission === "campaigns.list"
        ? undefined
        : "Fix the problem reported above. If none is named, check that campaignId is the Campaign API Identifier of a campaign in this " +
          "workspace: it is shown at the bottom of the campaign's page and under Settings > APIs and Identifiers.",
    401:
      `Check the key (${key}) and the instance (${instance}, or ${endpoint}): Braze responds the same to a wrong key, to the ` +
      `key of another instance or workspace, and to a key without the permission ${permission}.`,
    403:
      `The key lacks the permission ${permission}, or its IP allowlist lacks this machine's address. Neither can be ` +
      `changed in Braze: create a new key and set it (${key}).`,
    404: `Check the endpoint (${endpoint}): Braze's REST API is at https://rest.….`,
  };
  return advice[status];
}

/** How messages about requests name the workspace of a connection. */
export function workspaceName({ workspace }: Pick<Connection, "workspace">): string {
  return workspace === undefined ? "the default workspace" : `the workspace ${JSON.stringify(workspace)}`;
}

export const utc = (time: Date) => `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;
