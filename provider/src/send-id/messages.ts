import { z } from "zod";
import type { Connection } from "../braze/connection";
import type { ClientEvent, CreateResult } from "../braze/create-send-id";
import { describeErrorCode, timeoutCode } from "../braze/describe-error";
import type { Quota, SendIdRequest } from "../braze/outcome";
import { redact } from "../braze/redact";
import type { RequestResult } from "../braze/send-request";
import { namesOf, ofProvider } from "../configuration/settings";
import { escapeLines, escapeText, maxLineLength } from "../text/escape";
import { parseBody } from "../text/parse-body";
import type { TextArgument } from "./exposed-key";
import { nameOf as resourceName } from "./resource-name";

/** A create that did not succeed. */
export interface Failure extends CreateResult {
  outcome: Exclude<CreateResult["outcome"], { kind: "created" }>;
  connection: Connection;
  request: SendIdRequest;
}

/** A failure with the result of the last attempt; if none was made, nothing was sent. */
type FailureWithResult = Failure & { result: RequestResult };

/** The message of a failed create: what happened, whether a send ID may have been created, what to do. */
export function failureMessage({ result = { sent: false }, ...rest }: Failure): string {
  const failure: FailureWithResult = { result, ...rest };
  const { connection, request, endedAt } = failure;
  const response = describeResponse(failure);
  const requestId = result.headers?.["x-request-id"];
  const shownRequestId =
    typeof requestId === "string" ? quote(requestId, connection.apiKey, [requestId]) : undefined;
  const support =
    result.sent &&
    `For Braze's support: ${utc(endedAt)}${shownRequestId === undefined ? "" : `, request ID ${shownRequestId}`}`;
  return escapeLines(
    [
      `${nameOf(request, connection)} ${describeOutcome(failure)}`,
      response && `Braze's response: ${response}`,
      support,
      adviceFor(failure),
    ]
      .filter(Boolean)
      .join("\n"),
  );
}

function describeOutcome(failure: FailureWithResult): string {
  const { outcome, result, attempts, connection, rejectedEarlier } = failure;
  const after = attempts === 1 ? "" : ` after ${attempts} attempts`;
  switch (outcome.kind) {
    case "notSent":
      if (result.proxyStatus !== undefined)
        return (
          `was not created: the proxy refused the tunnel to ${connection.endpoint} (HTTP ${result.proxyStatus})${after}. ` +
          "Nothing was sent to Braze."
        );
      return `was not created: ${connection.endpoint} could not be reached${after}; ${after && "last "}error: ${describeError(failure)}.`;
    case "limited":
      return (
        `was not created: the limit${countOf(outcome.quota)} for ${workspaceName(connection)} is reached. ` +
        describeReset(outcome.quota) +
        (attempts === 0
          ? " No request was sent, because an earlier one in this update reached the limit."
          : "")
      );
    case "rejected":
      if (rejectedEarlier !== undefined)
        return (
          `was not created. No request was sent, because Braze rejected the one for ` +
          `${shortNameOf(rejectedEarlier.request, connection)} (HTTP ${rejectedEarlier.status}) and would reject every ` +
          `request ${outcome.scope === "campaign" ? "for this campaign" : "with this API key"}.`
        );
      return `was not created: ${connection.endpoint} rejected the request (HTTP ${result.status}).`;
    case "unknown":
      return `may or may not have been created: ${describeDoubt(failure)}`;
  }
}

function describeReset({ resetAt, wait }: Quota): string {
  if (resetAt === undefined) return "Braze did not say when it resets.";
  if (wait === undefined) return `Braze reported a reset in the past: ${utc(resetAt)}.`;
  return `It resets at ${utc(resetAt)}.`;
}

/** Why it is not known whether a send ID was created. */
function describeDoubt(failure: FailureWithResult): string {
  const { result, attempts, unavailableStatus } = failure;
  const last = describeResult(failure);
  if (unavailableStatus === undefined)
    return `${last}. The request was not retried, because that could create a second send ID.`;
  if (result.status !== unavailableStatus)
    return `${last}, but ${unavailableStatus} to an earlier request, which may have created it.`;
  const requests = attempts === 1 ? "" : ` to ${attempts} requests`;
  return `${last}${requests}. A ${unavailableStatus} does not prove that nothing was created.`;
}

function describeResult(failure: FailureWithResult): string {
  const { status, errorCode, proxyStatus } = failure.result;
  if (proxyStatus !== undefined) return `the proxy refused the tunnel (HTTP ${proxyStatus})`;
  if (status === undefined) return describeError(failure);
  if (status < 200 || status > 299) return `Braze responded ${status}`;
  return errorCode === undefined
    ? `Braze responded ${status}, but without a usable send_id`
    : `Braze responded ${status}, but the response is incomplete`;
}

/** Why no response came, by the code of axios or Node. */
function describeError({ result, connection }: FailureWithResult): string {
  const { sent, errorCode = "no code" } = result;
  if (errorCode !== timeoutCode) return describeErrorCode(errorCode);
  return `no ${sent ? "response" : "connection"} within ${ofProvider("braze:timeoutSeconds", connection.providerName)}`;
}

function adviceFor(failure: FailureWithResult): string {
  const { outcome, result, connection, rejectedEarlier } = failure;
  switch (outcome.kind) {
    case "notSent":
      if (result.proxyStatus === 407)
        return "Set the proxy's user name and password in HTTPS_PROXY, then run `pulumi up` again.";
      if (result.proxyStatus !== undefined)
        return "Check HTTPS_PROXY, and NO_PROXY if no proxy is needed, then run `pulumi up` again.";
      return (
        `Check the endpoint (${namesOf("braze:endpoint", connection)}), the network, HTTPS_PROXY, and ` +
        "NODE_EXTRA_CA_CERTS if your network uses its own certificates. Then run `pulumi up` again."
      );
    case "limited":
      return (
        `Run \`pulumi up\` again ${outcome.quota.wait === undefined ? "later" : "after the reset"}. Send IDs created so far are ` +
        "saved. Braze raises the limit on request."
      );
    case "rejected":
      return rejectedEarlier === undefined
        ? adviceForStatus(result.status ?? 0, connection)
        : `Fix the problem reported for ${shortNameOf(rejectedEarlier.request, connection)}, then run \`pulumi up\` again.`;
    case "unknown":
      return adviceForUnknown(failure, outcome.sendId);
  }
}

function adviceForStatus(status: number, connection: Connection): string {
  const key = namesOf("braze:apiKey", connection);
  const endpoint = namesOf("braze:endpoint", connection);
  const instance = namesOf("braze:instance", connection);
  const advice: Readonly<Record<number, string>> = {
    400:
      "Fix the problem reported above. If none is named, check that campaignId is the Campaign API Identifier of a campaign in this " +
      "workspace: it is shown at the bottom of the campaign's page and under Settings > APIs and Identifiers.",
    401:
      `Check the key (${key}) and the instance (${instance}, or ${endpoint}): Braze responds the same to a wrong key, to the ` +
      "key of another instance or workspace, and to a key without the permission sends.id.create.",
    403:
      "The key lacks the permission sends.id.create, or its IP allowlist lacks this machine's address. Neither can be " +
      `changed in Braze: create a new key and set it (${key}).`,
    404: `Check the endpoint (${endpoint}): Braze's REST API is at https://rest.….`,
  };
  return advice[status] ?? "Fix the problem reported above, then run `pulumi up` again.";
}

function adviceForUnknown({ request, connection }: Failure, received: string | undefined): string {
  const sendId = request.sendId ?? received;
  const noWayToCheck = "Braze offers no way to list or read send IDs.";
  if (sendId === undefined) {
    return (
      `${noWayToCheck} Its support may find the send ID with the line above. If it exists, declare it with that \`sendId\` ` +
      "and `adopt: true`.\n" +
      "Otherwise, run `pulumi up` again. That creates another send ID, which counts again."
    );
  }
  return (
    `${noWayToCheck} Its support may find out with the line above, and GET /sends/data_series shows a send ID that was ` +
    "used.\n" +
    `If it exists, declare it with \`sendId: ${quoted(sendId, connection)}\` and \`adopt: true\`, which sends no request.\n` +
    "Otherwise, run `pulumi up` again. That sends a new request, which may count again."
  );
}

/** The response as one line, without the key. A response that may name a created send ID is quoted with that send ID. */
function describeResponse({ outcome, connection, request, result }: FailureWithResult): string | undefined {
  const { body = "" } = result;
  const identifiers = identifiersOf(Object.values(request), result);
  if (/^\s*</.test(body))
    return "an HTML page, which is not Braze's format: a proxy or another server may have responded.";
  const texts = outcome.kind === "unknown" ? [] : textsOf(body);
  const quotation = quote(texts.length === 0 ? body : texts.join("; "), connection.apiKey, identifiers);
  const [member, sendId] = namedSendId(body);
  const isCut = quotation?.includes(quote(sendId, connection.apiKey, identifiers) ?? "") === false;
  return outcome.kind === "unknown" && isCut ? quote(member, connection.apiKey, identifiers) : quotation;
}

/** The send ID that a response names, with its name and alone, even if the response is incomplete or the send ID not usable. */
function namedSendId(body: string): [member: string, sendId: string] {
  const rest = body.slice(body.lastIndexOf('"send_id"')).slice(0, maxSearched);
  const [member = "", text, other = ""] =
    /^"send_id"\s*:\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s,}\]]+))/.exec(rest) ?? [];
  return [member, text ?? other];
}

/** The texts that people need to recover a send ID. They may have characters in common with the key. */
const identifiersOf = (request: readonly unknown[], { headers, body = "" }: RequestResult): string[] =>
  [...request, headers?.["x-request-id"], namedSendId(body)[1]].filter((text) => typeof text === "string");

const errorBody = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
  errors: z.array(z.string()).default([]),
});

/** The texts of an error in one of Braze's formats. */
function textsOf(body: string): string[] {
  const { message, error, errors = [] } = errorBody.safeParse(parseBody(body)).data ?? {};
  return [message, error, ...errors].filter((text) => text !== undefined);
}

/** Longest quotation of a response, in characters. */
const maxQuotation = 300;
/** How much of a text is searched for the key, in characters. */
const maxSearched = maxLineLength;

/** Untrusted text on one line, without the key. The key is redacted before the text is cut, so that no part of it remains. */
function quote(text: string, apiKey: string, identifiers: string[]): string | undefined {
  const line = redact(text.slice(0, maxSearched), apiKey, identifiers).replace(/\s+/g, " ").trim();
  return line === "" ? undefined : escapeText(line, maxQuotation);
}

/** An identifier, which is shown unless it contains the key. */
const shown = (identifier: string, { apiKey }: Connection) => redact(identifier, apiKey, [identifier]);

const quoted = (sendId: string, connection: Connection) => JSON.stringify(shown(sendId, connection));

const shortNameOf = ({ sendId, campaignId }: SendIdRequest, connection: Connection) =>
  sendId === undefined
    ? `a send ID for campaign ${shown(campaignId, connection)}`
    : `send ID ${quoted(sendId, connection)}`;

function nameOf({ campaignId, sendId }: SendIdRequest, connection: Connection): string {
  const name =
    sendId === undefined ? "A send ID generated by Braze" : `Send ID ${quoted(sendId, connection)}`;
  return `${name} for campaign ${shown(campaignId, connection)}`;
}

function workspaceName({ workspace }: Connection): string {
  return workspace === undefined ? "the default workspace" : `the workspace ${JSON.stringify(workspace)}`;
}

const countOf = ({ limit }: Quota) => (limit === undefined ? "" : ` of ${limit}`);

const utc = (time: Date) => `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;

/**
 * One line about a create in progress.
 *
 * @param debug whether each request is shown with its response: what `BRAZE_DEBUG=1` adds.
 */
export function eventLine(connection: Connection, event: ClientEvent, debug: boolean): string | undefined {
  switch (event.kind) {
    case "attempt":
      return debug ? debugLine(connection, event) : undefined;
    case "waiting":
      return escapeText(waitingLine(connection, event), 1000);
    case "fewRemaining":
      return escapeText(fewRemainingLine(connection, event.quota), 1000);
  }
}

function fewRemainingLine(connection: Connection, { limit, remaining, resetAt }: Quota): string {
  const until = resetAt === undefined ? "" : ` until ${utc(resetAt)}`;
  return `Braze: ${remaining} of ${limit} send IDs remain for ${workspaceName(connection)}${until}.`;
}

function waitingLine(connection: Connection, { quota, wait }: { quota: Quota; wait: number }): string {
  const at = quota.resetAt === undefined ? "" : ` at ${utc(quota.resetAt)}`;
  return (
    `Braze: the limit for ${workspaceName(connection)} is reached; waiting ${Math.ceil(wait / 1000)} s until it ` +
    `resets${at}.`
  );
}

function debugLine(
  { endpoint, apiKey }: Connection,
  { body, result }: { body: object; result: RequestResult },
): string {
  const { headers, ...rest } = result;
  // The line is cut: what was created is more useful than the headers.
  const text = `${JSON.stringify(body)} → ${JSON.stringify({ ...rest, headers })}`;
  // Stryker disable next-line MethodExpression: searching a longer text takes more time, but the line is cut to this length.
  const searched = text.slice(0, maxSearched);
  const shownText = redact(searched, apiKey, identifiersOf(Object.values(body), result));
  return escapeText(`Braze debug: POST ${endpoint}/sends/id/create ${shownText}`, maxSearched);
}

/** An argument contains the key, which is therefore no longer secret. */
export const keyInArgumentMessage = (argument: TextArgument) =>
  `${argument} contains the API key, so the key is visible in the program and in previews.\n` +
  "Nothing was sent to Braze.\n" +
  `Fix ${argument}, and replace the key in Braze, because this one was exposed.`;

/**
 * Braze created a different send ID than the program declares.
 *
 * @param unavailableStatus the 502 or 503 to an earlier request, which may have created the declared one.
 */
export const unexpectedSendIdMessage = (requested: string, created: string, unavailableStatus?: number) =>
  `Braze created send ID ${JSON.stringify(created)} instead of ${JSON.stringify(requested)}. The created one is recorded.\n` +
  (unavailableStatus === undefined
    ? ""
    : `${JSON.stringify(requested)} may have been created, too: Braze responded ${unavailableStatus} to an earlier request for it.\n`) +
  `To keep the recorded one, set sendId to ${JSON.stringify(created)} or remove sendId. Otherwise, the next update requests ` +
  `${JSON.stringify(requested)} again, which counts again.`;

/** Added to an earlier message, if a create sends no request because the engine repeats it. */
export const notSentAgain = "No request was sent again.";

/**
 * A resource would create a send ID that another one has.
 *
 * @param holder the other resource, if its host names it.
 * @param isPending whether a request for the other one is running.
 */
export const duplicateMessage = (
  request: SendIdRequest,
  connection: Connection,
  holder: string,
  isPending = false,
) =>
  `${nameOf(request, connection)} was not created, and no request was sent: ${holderName(holder)} ` +
  `${isPending ? "is requesting it" : "has it in this stack"}. Braze may count it twice.\n` +
  "Declare it once, and use its sendId wherever it is needed. If this resource takes the place of the other one, give it " +
  "an alias, or `adopt: true`, which sends no request.";

/** The host for dynamic providers names no resource. What is left of an interrupted replacement looks like another one. */
const holderName = (holder: string) =>
  resourceName(holder) ? `"${resourceName(holder)}"` : "another resource, or an interrupted replacement,";
