import type { Connection } from "../../braze/connection";
import type { ClientEvent, CreateResult } from "../../braze/create-send-id";
import { errorText, isHtml, maxSearched, quote } from "../../braze/error-text";
import type { Quota, SendIdRequest } from "../../braze/outcome";
import { redact } from "../../braze/redact";
import type { RequestResult } from "../../braze/send-request";
import {
  adviceForFailure,
  describeFailure,
  describeResult,
  type FailedRequest,
  utc,
  workspaceName,
} from "../../failures/describe-failure";
import { nameOf as resourceName } from "../engine-names";

/** A create that did not succeed. */
export interface Failure extends CreateResult {
  outcome: Exclude<CreateResult["outcome"], { kind: "created" }>;
  connection: Connection;
  request: SendIdRequest;
}

/** A failure with the result of the last attempt; if none was made, nothing was sent. */
type FailureWithResult = Failure & { result: RequestResult };

const problem = "without a usable send_id";
const purpose = { permission: "sends.id.create", again: "run `pulumi up` again" };

/** A failed create as the table of failures has it. Nothing is certain about an unknown outcome, which has its own words. */
const toFailedRequest = ({ outcome, connection, result, attempts }: FailureWithResult): FailedRequest => ({
  kind: outcome.kind === "unknown" ? "unusable" : outcome.kind,
  connection,
  result,
  attempts,
  problem,
  quota: outcome.kind === "limited" ? outcome.quota : {},
});

/** The message of a failed create: what happened, whether a send ID may have been created, what to do. */
export function failureMessage({ result = { sent: false }, ...rest }: Failure): string {
  const failure: FailureWithResult = { result, ...rest };
  const { connection, request, endedAt } = failure;
  const response = describeResponse(failure);
  const requestId = result.headers?.["x-request-id"];
  const shownRequestId =
    typeof requestId === "string" ? quote(requestId, connection.apiKey, [requestId]) : undefined;
  const support =
    (result.sent || failure.unavailableStatus !== undefined) &&
    `For Braze's support: ${utc(endedAt)}${shownRequestId === undefined ? "" : `, request ID ${shownRequestId}`}`;
  return [
    `${nameOf(request, connection)} ${describeOutcome(failure)}`,
    response && `Braze's response: ${response}`,
    support,
    adviceFor(failure),
  ]
    .filter(Boolean)
    .join("\n");
}

function describeOutcome(failure: FailureWithResult): string {
  const { outcome, attempts, connection, rejectedEarlier } = failure;
  if (outcome.kind === "unknown") return `may or may not have been created: ${describeDoubt(failure)}`;
  if (outcome.kind === "rejected" && rejectedEarlier !== undefined)
    return (
      `was not created. No request was sent, because Braze rejected the one for ` +
      `${shortNameOf(rejectedEarlier.request, connection)} (HTTP ${rejectedEarlier.status}) and would reject every ` +
      `request ${outcome.scope === "campaign" ? "for this campaign" : "with this API key"}.`
    );
  return (
    `was not created: ${describeFailure(toFailedRequest(failure))}` +
    (outcome.kind === "limited" && attempts === 0
      ? " No request was sent, because an earlier one in this update reached the limit."
      : "")
  );
}

/** Why it is not known whether a send ID was created. */
function describeDoubt(failure: FailureWithResult): string {
  const { result, attempts, unavailableStatus } = failure;
  const last = describeResult({ ...failure, problem });
  if (unavailableStatus === undefined)
    return `${last}. The request was not retried, because that could create a second send ID.`;
  if (result.status !== unavailableStatus)
    return `${last}, but ${unavailableStatus} to an earlier request, which may have created it.`;
  const after = attempts === 1 ? "" : ` after ${attempts} attempts`;
  return `${last}${after}. A ${unavailableStatus} does not prove that nothing was created.`;
}

function adviceFor(failure: FailureWithResult): string {
  const { outcome, connection, rejectedEarlier } = failure;
  if (outcome.kind === "unknown") return adviceForUnknown(failure, outcome.sendId);
  if (outcome.kind === "rejected" && rejectedEarlier !== undefined)
    return `Fix the problem reported for ${shortNameOf(rejectedEarlier.request, connection)}, then ${purpose.again}.`;
  const advice = adviceForFailure(toFailedRequest(failure), purpose);
  return outcome.kind === "limited"
    ? `${advice} Send IDs created so far are saved. Braze raises the limit on request.`
    : advice;
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
  if (isHtml(body))
    return "an HTML page, which is not Braze's format: a proxy or another server may have responded.";
  const text = outcome.kind === "unknown" ? body : errorText(body);
  const quotation = quote(text, connection.apiKey, identifiers);
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
      return waitingLine(connection, event);
    case "fewRemaining":
      return fewRemainingLine(connection, event.quota);
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
  return `Braze debug: POST ${endpoint}/sends/id/create ${shownText}`;
}

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
