import { createClient } from "../../provider/src/braze/create-send-id";
import type { SendIdRequest } from "../../provider/src/braze/outcome";
import type { RequestResult } from "../../provider/src/braze/send-request";
import { type Configuration, readConfiguration } from "../../provider/src/configuration/configuration";
import { explainKeyInArguments } from "../../provider/src/failures/key-in-argument";
import { createCalls } from "../../provider/src/functions/call";
import { unknownTypeMessage } from "../../provider/src/resources/resources";
import { check, toFailure } from "../../provider/src/resources/send-id/check";
import {
  declaredAgain,
  declaredTwice,
  recordedTwice,
} from "../../provider/src/resources/send-id/declared-twice";
import {
  duplicateMessage,
  eventLine,
  failureMessage,
  notSentAgain,
  unexpectedSendIdMessage,
} from "../../provider/src/resources/send-id/messages";
import { read } from "../../provider/src/resources/send-id/read";
import { removalNotice } from "../../provider/src/resources/send-id/remove";

/** A message of the provider, from the code that shows it to users. */
export interface Message {
  /** When it appears. */
  when: string;
  text: string;
}

/** The messages of a section of the reference. */
export interface MessageSection {
  title: string;
  /** What its messages have in common, if that is not obvious. */
  note: string;
  messages: Message[];
}

/** Provokes each message. */
export const messageSections = (): Promise<MessageSection[]> =>
  Promise.all(
    sections.map(async ([title, note, cases]) => ({
      title,
      note,
      messages: await Promise.all(cases.map(async ([when, provoke]) => ({ when, text: await provoke() }))),
    })),
  );

/** When a message appears, and what provokes it. */
type Case = [when: string, provoke: () => string | Promise<string>];

const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const sendId = "winter-sale-2026";
const connection = {
  apiKey: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  endpoint: "https://rest.iad-06.braze.com",
};
const otherUrn = "urn:pulumi:dev::shop::braze:index:SendId::winter";

const argumentProblems: Case[] = [
  ["no campaign", argumentsWith({ campaignId: undefined })],
  ["an empty campaign", argumentsWith({ campaignId: "" })],
  ["the ID from the dashboard URL", argumentsWith({ campaignId: "5f3a9c0e8b7d6e5f4a3b2c1d" })],
  ["the dashboard URL", argumentsWith({ campaignId: "https://dashboard-06.braze.com/campaigns" })],
  ["whitespace around an identifier", argumentsWith({ campaignId: ` ${campaignId}` })],
  ["a control character", argumentsWith({ sendId: "winter\nsale" })],
  ["an empty send ID", argumentsWith({ sendId: "" })],
  ["a non-ASCII character", argumentsWith({ sendId: "winter-säle" })],
  ["a long send ID", argumentsWith({ sendId: "w".repeat(65) })],
  ["a value that is not a string", argumentsWith({ sendId: 2026 })],
  ["an empty workspace", argumentsWith({ workspace: "" })],
  ["a workspace that is not configured", argumentsWith({ workspace: "garden" })],
  ["adopt is neither true nor false", argumentsWith({ sendId, adopt: "yes" })],
  ["adopt without a send ID", argumentsWith({ adopt: true })],
  ["an argument that does not exist", argumentsWith({ send_id: sendId })],
];

function argumentsWith(faulty: Record<string, unknown>) {
  const known = { apiKeys: () => [], workspaces: () => ["indoor", "outdoor"], problems: () => [] };
  return () => {
    const [problem, ...others] = check({ campaignId, ...faulty }, {}, known);
    if (problem === undefined || others.length > 0)
      throw new Error(`Expected one problem of ${JSON.stringify(faulty)}`);
    return toFailure(problem).reason;
  };
}

const key = { "braze:apiKey": "a-key" };
const outdoor = (settings: unknown) => ({ "braze:workspaces": JSON.stringify({ outdoor: settings }) });

const configurationErrors: Case[] = [
  ["no key", connecting({})],
  ["no instance", connecting(key)],
  [
    "both an endpoint and an instance",
    connecting({ ...key, "braze:endpoint": "x", "braze:instance": "US-06" }),
  ],
  ["a misspelled instance", connecting({ ...key, "braze:instance": "US-6" })],
  ["an unknown instance", connecting({ ...key, "braze:instance": "US-09" })],
  ["an endpoint that is not a URL", connecting({ ...key, "braze:endpoint": "rest.iad-06.braze.com" })],
  ["plain HTTP", connecting({ ...key, "braze:endpoint": "http://rest.iad-06.braze.com" })],
  [
    "an endpoint with a path",
    connecting({ ...key, "braze:endpoint": "https://rest.iad-06.braze.com/sends" }),
  ],
  ["an SDK endpoint", connecting({ ...key, "braze:endpoint": "https://sdk.iad-06.braze.com" })],
  ["an invalid key", connecting({ "braze:apiKey": "two words", "braze:instance": "US-06" })],
  ["an invalid duration", failing(() => configured({ "braze:timeoutSeconds": "soon" }).timeout())],
  ["workspaces in another format", failing(() => configured(outdoor("a-key")).workspaces())],
  ["a workspace without a key", connecting(outdoor({ instance: "EU-01" }), "outdoor")],
  ["a workspace without an instance", connecting(outdoor({ apiKey: "a-key" }), "outdoor")],
  [
    "a workspace that is not configured",
    connecting({ "braze:workspaces": JSON.stringify({ indoor: { apiKey: "a-key" } }) }, "outdoor"),
  ],
  [
    "an explicit provider with an instance and without a key",
    failing(() => configured({ "braze:instance": "EU-01" }, "eu").connection(undefined)),
  ],
];

function configured(stack: Record<string, string>, providerName?: string): Configuration {
  return readConfiguration((name) => stack[name], {}, providerName);
}

function connecting(stack: Record<string, string>, workspace?: string) {
  return failing(() => configured(stack).connection(workspace));
}

const sent = { sent: true, headers: { "x-request-id": "f4a0f2c6" } };
const limit = {
  "x-ratelimit-limit": "100",
  "x-ratelimit-remaining": "0",
  "x-ratelimit-reset": String(Date.UTC(2026, 11, 2) / 1000),
};
const limited = { sent: true, status: 429, headers: limit, body: '{"message":"Rate limit exceeded"}' };
const unavailable = responded(503, { message: "Service Unavailable" });
const invalidCampaign = responded(400, {
  message: "Invalid Campaign ID: No messaging API campaign was found for your provided campaign ID.",
});
const denied = responded(403, { message: "Access Denied" });
const own = { campaignId, sendId };
const generated = { campaignId };
const earlier = { campaignId, sendId: "summer-sale-2026" };

const createFailures: Case[] = [
  ["no connection", creating([{ sent: false, errorCode: "ECONNREFUSED" }])],
  ["a proxy refuses the tunnel", creating([{ sent: false, proxyStatus: 403 }])],
  ["a proxy requires authentication", creating([{ sent: false, proxyStatus: 407 }])],
  ["502 or 503 each time", creating([unavailable])],
  ["502 or 503, if Braze generates the send ID", creating([unavailable], generated)],
  [
    "502 or 503, then a rejection",
    creating([unavailable, responded(400, { message: "send_id already exists" })]),
  ],
  ["the limit is reached, and resets too late", creating([limited])],
  ["an earlier create reached the limit", creating([limited], own, earlier)],
  ["the limit is reached, and no reset is given", creating([{ ...limited, headers: {} }])],
  [
    "the limit is reached, and the reset is in the past",
    creating([{ ...limited, headers: { ...limit, date: "Wed, 02 Dec 2026 00:00:01 GMT" } }]),
  ],
  ["400", creating([invalidCampaign])],
  ["an earlier 400 named the same campaign", creating([invalidCampaign], own, earlier)],
  ["401", creating([responded(401, { message: `Invalid API key: ${connection.apiKey}` })])],
  ["403", creating([denied])],
  ["an earlier 401 or 403 on the same connection", creating([denied], own, earlier)],
  ["404", creating([responded(404, { message: "Invalid URL" })])],
  [
    "413, 415 and other 4xx, except 408 and 499",
    creating([responded(415, { message: "Unsupported Media Type" })]),
  ],
  ["no response in time", creating([{ ...sent, headers: {}, errorCode: "ERR_CANCELED" }])],
  ["the connection was lost", creating([{ ...sent, headers: {}, errorCode: "ECONNRESET" }], generated)],
  ["408, 499, 3xx, 500 and other 5xx", creating([responded(500, { message: "Internal Server Error" })])],
  ["2xx without a usable send_id", creating([responded(202, { message: "queued" })])],
  [
    "2xx with a send_id, but incomplete",
    creating(
      [{ ...responded(201, { message: "success", send_id: "7c1f2d" }), errorCode: "ECONNRESET" }],
      generated,
    ),
  ],
  [
    "an argument contains the API key",
    () =>
      `${explainKeyInArguments({ campaignId: connection.apiKey }, configured({ "braze:apiKey": connection.apiKey }))}`,
  ],
  ["Braze created a different send ID", () => unexpectedSendIdMessage(sendId, "another")],
  ["another resource has the same send ID", () => duplicateMessage(own, connection, otherUrn)],
  ["the engine repeats a create: the message of the first one, and this line", () => notSentAgain],
];

function responded(status: number, body: object) {
  return { ...sent, status, body: JSON.stringify(body) };
}

/**
 * A create that fails.
 *
 * @param results of its requests. All later requests have the last result.
 * @param before what another create requests first.
 */
function creating(results: RequestResult[], request: SendIdRequest = own, before?: SendIdRequest) {
  return async () => {
    const remaining = [...results];
    const createSendId = createClient({
      send: async () => (remaining.length > 1 ? remaining.shift() : remaining[0]) as RequestResult,
      now: () => new Date(Date.UTC(2026, 11, 1, 9, 30)),
      elapsed: () => 0,
      sleep: async () => {},
      random: () => 1,
    });
    const limits = { timeout: 30_000, maxWait: 60_000 };
    if (before !== undefined) await createSendId(connection, before, limits);
    const { outcome, ...result } = await createSendId(connection, request, limits);
    if (outcome.kind === "created") throw new Error("The create did not fail.");
    return failureMessage({ ...result, outcome, connection, request });
  };
}

const functionErrors: Case[] = [
  ["no campaign has the name", lookingUp("Winter sale")],
  ["several campaigns have the name", lookingUp("Newsletter")],
  ["the campaign is archived", lookingUp("Summer sale")],
  ["the key lacks the permission", lookingUp("Winter sale", connection.apiKey, () => denied)],
  ["no key, in a preview, too", lookingUp("Winter sale", "")],
];

/** A call of `getCampaign` that fails. */
function lookingUp(name: string, apiKey = connection.apiKey, respond = listCampaigns) {
  const environment = { BRAZE_API_KEY: apiKey, BRAZE_INSTANCE: "US-06" };
  return failing(() => {
    const configuration = readConfiguration(() => undefined, environment);
    const call = createCalls(configuration, { send: async (_connection, { query }) => respond(query) });
    return call("braze:index:getCampaign", { name });
  });
}

function listCampaigns(query: Readonly<Record<string, string>> = {}): RequestResult {
  const campaigns = [
    { name: "Winter sale 2026" },
    { name: "Newsletter" },
    { name: "Newsletter" },
    { name: "Summer sale", archived: true },
  ].map((campaign, index) => ({
    ...campaign,
    id: `${campaignId.slice(0, -1)}${index + 1}`,
    last_edited: "2026-11-20T10:00:00+00:00",
  }));
  return responded(200, {
    campaigns: campaigns.filter(({ archived }) => query.include_archived === "true" || !archived),
  });
}

const programErrors: Case[] = [
  ["the same send ID twice", () => declaredTwice("winter", "winter-too")],
  [
    "the same send ID twice, if one of them is recorded (plugin)",
    () => declaredAgain("winter", "winter-too"),
  ],
  ["the same send ID twice, if both are recorded (plugin)", () => recordedTwice("winter", "winter-too")],
  ["`BrazeSendId.get` with another id", failing(() => read(sendId, {}, configured({}), () => {}))],
  [
    "a type that the plugin does not have",
    () => unknownTypeMessage("urn:pulumi:dev::shop::braze:index:SendID::winter"),
  ],
];

const quota = { limit: 100, remaining: 10, resetAt: new Date(Date.UTC(2026, 11, 2)) };

const announcements: Case[] = [
  [
    "a tenth of the limit or less remains",
    () => `${eventLine(connection, { kind: "fewRemaining", quota }, false)}`,
  ],
  [
    "a create waits for the limit to reset",
    () => `${eventLine(connection, { kind: "waiting", quota, wait: 42_000 }, false)}`,
  ],
  ["a send ID is removed", () => removalNotice(own, undefined)],
  ["a send ID is removed that another resource has", () => removalNotice(own, otherUrn)],
];

const sections: [title: string, note: string, cases: Case[]][] = [
  ["Arguments, at preview", "One preview reports all problems of all arguments.", argumentProblems],
  [
    "Configuration",
    "An invalid setting is reported at preview, without the last line. A missing setting is reported at create.",
    configurationErrors,
  ],
  ["Create", "", createFailures],
  ["Functions", "", functionErrors],
  ["Program", "", programErrors],
  ["Not errors", "Lines that a successful update prints.", announcements],
];

/** The message of the error of a call. */
function failing(call: () => unknown) {
  return async () => {
    try {
      await call();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error(`${call} did not fail`);
  };
}
