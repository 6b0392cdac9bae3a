import { z } from "zod";
import { namesOf } from "../configuration/settings";
import { parseJson } from "../text/parse-json";
import type { Connection } from "./connection";
import type { Outcome, Quota } from "./outcome";
import { redact } from "./redact";
import type { SendIdRequest } from "./request";
import type { RequestResult } from "./send-request";

/** A create that did not succeed. */
export interface Failure {
  outcome: Exclude<Outcome, { kind: "created" }>;
  /** The last answer; absent when a known limit kept the request from being sent. */
  exchange: RequestResult | undefined;
  /** How many requests were sent. */
  requests: number;
  connection: Connection;
  request: SendIdRequest;
  /** When the last attempt ended. */
  endedAt: Date;
}

/** The message of a failed create: what happened, whether an ID may have been created, what to do. */
export function failureMessage(failure: Failure): string {
  const { exchange, connection } = failure;
  const said = exchange && whatWasSaid(exchange, connection.apiKey);
  const requestId = exchange && show(exchange.headers?.["x-request-id"], connection.apiKey);
  const support = `For Braze's support: ${utc(failure.endedAt)}${requestId === undefined ? "" : `, request id ${requestId}`}`;
  return [whatHappened(failure), said && `The answer: ${said}`, exchange?.sent && support, whatToDo(failure)]
    .filter(Boolean)
    .join("\n");
}

function whatHappened({ outcome, exchange, requests, connection, request }: Failure): string {
  const it = nameOf(request);
  const times = requests === 1 ? "1 request" : `${requests} requests`;
  switch (outcome.kind) {
    case "unreached":
      return (
        `${it} was not created: ${exchange?.status === undefined ? "Braze was not reached" : "nothing reached Braze's service"} ` +
        `at ${connection.endpoint} with ${times}; at last, ${outcome.cause}.`
      );
    case "limited":
      return (
        `${it} was not created: Braze's limit for ${workspaceName(connection)} is reached${limitOf(outcome.quota)}. ` +
        (outcome.quota.resetAt
          ? `It resets at ${utc(outcome.quota.resetAt)}.`
          : "Braze did not say when it resets.") +
        (requests === 0 ? " No request was sent for it, because the limit was met before." : "")
      );
    case "rejected":
      return `${it} was not created: ${connection.endpoint} refused it (HTTP ${outcome.status}).`;
    case "unknown":
      return (
        `${it} may or may not have been created: ${outcome.cause}. ` +
        "The request was not sent again, because that could create a second one."
      );
  }
}

function whatToDo({ outcome, exchange, connection, request }: Failure): string {
  switch (outcome.kind) {
    case "unreached":
      if (exchange?.status !== undefined) {
        return "What to do: Braze, or a proxy on the way, is not available at the moment. Run `pulumi up` again later.";
      }
      return (
        "What to do: see that the endpoint is right and can be reached from here (network, HTTPS_PROXY, and for a " +
        "certificate of your own NODE_EXTRA_CA_CERTS), then run `pulumi up` again."
      );
    case "limited":
      return (
        "What to do: run `pulumi up` again after the reset; Braze raises the limit on request. " +
        "What was created until now is recorded and kept."
      );
    case "rejected":
      return `What to do: ${adviceFor(outcome.status, connection)}`;
    case "unknown":
      return whatToDoAboutUnknown(request, show(outcome.sendId, connection.apiKey));
  }
}

function adviceFor(status: number, connection: Connection): string {
  const key = namesOf("braze:apiKey", connection.workspace);
  const endpoint = namesOf("braze:endpoint", connection.workspace);
  const instance = namesOf("braze:instance", connection.workspace);
  const advice: Readonly<Record<number, string>> = {
    400:
      "correct what the answer names. If it names nothing, see that campaignId is the Campaign API Identifier of a campaign in this workspace: it stands at the bottom of " +
      "the campaign's page and under Settings > APIs and Identifiers.",
    401:
      `check the key (${key}) and the instance (${instance}, or ${endpoint}): Braze answers the same to a wrong key, to the ` +
      "right key of another instance or workspace, and to a key without the permission sends.id.create.",
    403:
      "the key lacks the permission sends.id.create, or its IP allowlist lacks this machine's address. Neither can be " +
      `edited in Braze: make a new key and set it (${key}). Or a proxy on the way refused it (HTTPS_PROXY, NO_PROXY).`,
    404: `check the address (${endpoint}): Braze's REST API answers at https://rest.….`,
    407: "the proxy of HTTPS_PROXY wants to know who is asking: give user and password in its address.",
  };
  return advice[status] ?? "correct what the answer names, then run `pulumi up` again.";
}

function whatToDoAboutUnknown({ sendId }: SendIdRequest, named: string | undefined): string {
  const existing = sendId ?? named;
  return [
    "How to find out: Braze has no request that lists or reads send IDs. Its support may tell by the time and the request " +
      "id; GET /sends/data_series shows one that was already used.",
    existing === undefined
      ? "How to go on: if it exists, declare it with its `sendId` and `adopt: true`, which sends nothing."
      : `How to go on: if it exists, declare it with \`sendId: ${JSON.stringify(existing)}\` and \`adopt: true\`, which sends nothing.`,
    "If it does not exist, or you can do without it, run `pulumi up` again: that sends a new request, which counts again.",
  ].join("\n");
}

/** One line when little of the limit is left. */
export function quotaLine(connection: Connection, { limit, remaining, resetAt }: Quota): string {
  return (
    `Braze: ${remaining} of ${limit} send IDs left for ${workspaceName(connection)}` +
    `${resetAt === undefined ? "" : ` until ${utc(resetAt)}`}.`
  );
}

/** One line when a create begins to wait for a limit. */
export function waitLine(connection: Connection, { resetAt }: Quota, wait: number): string {
  return (
    `Braze: the limit for ${workspaceName(connection)} is reached; waiting ${Math.ceil(wait / 1000)} s ` +
    `until it resets${resetAt === undefined ? "" : ` at ${utc(resetAt)}`}.`
  );
}

/** What `BRAZE_DEBUG=1` shows of a request and its answer. */
export function debugLine(
  { endpoint, apiKey }: Connection,
  request: SendIdRequest,
  exchange: RequestResult,
): string {
  const { sent, status, errorCode, headers, body } = exchange;
  const answer = { sent, status, errorCode, headers, body };
  const text = `${JSON.stringify(request)} → ${JSON.stringify(answer)}`;
  return `Braze debug: POST ${endpoint}/sends/id/create ${redact(text, apiKey)}`;
}

function nameOf({ campaignId, sendId }: SendIdRequest): string {
  return `${sendId === undefined ? "A send ID generated by Braze" : `Send ID ${JSON.stringify(sendId)}`} for campaign ${campaignId}`;
}

function workspaceName({ workspace }: Connection): string {
  return workspace === undefined ? "the default workspace" : `the workspace ${JSON.stringify(workspace)}`;
}

const limitOf = ({ limit }: Quota) => (limit === undefined ? "" : ` (${limit})`);

const utc = (time: Date) =>
  time
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");

/** The shapes of an error's body. */
const errorBody = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
  errors: z.array(z.unknown()).optional(),
});

/** What the answer says of itself, as one line without the key. */
function whatWasSaid({ body }: RequestResult, apiKey: string): string | undefined {
  if (body === undefined || body.trim() === "") return undefined;
  if (/^\s*</.test(body))
    return "a page of HTML, which is not Braze's form: a proxy or another server may have answered.";
  const { message, error, errors = [] } = errorBody.safeParse(parseJson(body)).data ?? {};
  const texts = [message, error, ...errors].filter((text) => text !== undefined);
  return show(
    texts.length === 0
      ? body
      : texts.map((text) => (typeof text === "string" ? text : JSON.stringify(text))).join("; "),
    apiKey,
  );
}

const longestShown = 300;

/** Somebody else's text, made fit for a terminal and freed of the key before it is cut, so that no half of it is left. */
function show(text: unknown, apiKey: string): string | undefined {
  if (typeof text !== "string" || text.trim() === "") return undefined;
  const line = redact(text, apiKey)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
  return line.length <= longestShown ? line : `${line.slice(0, longestShown)}…`;
}

/** The key was taken for an identifier. Where the argument stands it is no secret any more. */
export const keyAsArgumentMessage =
  "The API key stands where campaignId or sendId belongs, and so in the program and in previews.\n" +
  "Nothing was sent to Braze.\n" +
  "What to do: correct the argument, and make a new key in Braze, since this one was shown.";
