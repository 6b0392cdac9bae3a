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

const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const sendId = "winter-sale-2026";
const connection = {
  apiKey: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  endpoint: "https://rest.iad-06.braze.com",
};

/** The problems of arguments. One preview reports all problems of all arguments. */
export function argumentProblems(): Message[] {
  const known = { apiKeys: () => [], workspaces: () => ["indoor", "outdoor"], problems: () => [] };
  const cases: [when: string, faulty: Record<string, unknown>][] = [
    ["no campaign", { campaignId: undefined }],
    ["an empty campaign", { campaignId: "" }],
    ["the ID from the dashboard URL", { campaignId: "5f3a9c0e8b7d6e5f4a3b2c1d" }],
    ["the dashboard URL", { campaignId: "https://dashboard-06.braze.com/campaigns" }],
    ["whitespace around an identifier", { campaignId: ` ${campaignId}` }],
    ["a control character", { sendId: "winter\nsale" }],
    ["an empty send ID", { sendId: "" }],
    ["a non-ASCII character", { sendId: "winter-säle" }],
    ["a long send ID", { sendId: "w".repeat(65) }],
    ["a value that is not a string", { sendId: 2026 }],
    ["an empty workspace", { workspace: "" }],
    ["a workspace that is not configured", { workspace: "garden" }],
    ["adopt is neither true nor false", { sendId, adopt: "yes" }],
    ["adopt without a send ID", { adopt: true }],
    ["an argument that does not exist", { send_id: sendId }],
  ];
  return cases.map(([when, faulty]) => {
    const [problem, ...others] = check({ campaignId, ...faulty }, {}, known);
    if (problem === undefined || others.length > 0)
      throw new Error(
        `${when}: expected one problem, found ${others.length + (problem === undefined ? 0 : 1)}`,
      );
    return { when, text: toFailure(problem).reason };
  });
}

/** The problems of the configuration. */
export function configurationErrors(): Message[] {
  const key = { "braze:apiKey": "a-key" };
  const workspaces = (all: object) => ({ "braze:workspaces": JSON.stringify(all) });
  const cases: [
    when: string,
    stack: Record<string, string>,
    use?: (configuration: Configuration) => unknown,
  ][] = [
    ["no key", {}],
    ["no instance", key],
    ["both an endpoint and an instance", { ...key, "braze:endpoint": "x", "braze:instance": "US-06" }],
    ["a misspelled instance", { ...key, "braze:instance": "US-6" }],
    ["an unknown instance", { ...key, "braze:instance": "US-09" }],
    ["an endpoint that is not a URL", { ...key, "braze:endpoint": "rest.iad-06.braze.com" }],
    ["plain HTTP", { ...key, "braze:endpoint": "http://rest.iad-06.braze.com" }],
    ["an endpoint with a path", { ...key, "braze:endpoint": "https://rest.iad-06.braze.com/sends" }],
    ["an SDK endpoint", { ...key, "braze:endpoint": "https://sdk.iad-06.braze.com" }],
    ["an invalid key", { "braze:apiKey": "two words", "braze:instance": "US-06" }],
    ["an invalid duration", { "braze:timeoutSeconds": "soon" }, (configuration) => configuration.timeout()],
    [
      "workspaces in another format",
      workspaces({ outdoor: "a-key" }),
      (configuration) => configuration.workspaces(),
    ],
    [
      "a workspace without a key",
      workspaces({ outdoor: { instance: "EU-01" } }),
      (configuration) => configuration.connection("outdoor"),
    ],
    [
      "a workspace without an instance",
      workspaces({ outdoor: { apiKey: "a-key" } }),
      (configuration) => configuration.connection("outdoor"),
    ],
    [
      "a workspace that is not configured",
      workspaces({ indoor: { apiKey: "a-key" } }),
      (configuration) => configuration.connection("outdoor"),
    ],
  ];
  const messages = cases.map(
    ([when, stack, use = (configuration) => configuration.connection(undefined)]) => ({
      when,
      text: messageOf(() => use(readConfiguration((name) => stack[name], {}))),
    }),
  );
  const explicit = readConfiguration((name) => (name === "braze:instance" ? "EU-01" : undefined), {}, "eu");
  return [
    ...messages,
    {
      when: "an explicit provider with an instance and without a key",
      text: messageOf(() => explicit.connection(undefined)),
    },
  ];
}

/** The failures of a create, by the results of its requests. All later requests have the last result. */
export async function createFailures(): Promise<Message[]> {
  const sent = { sent: true, headers: { "x-request-id": "f4a0f2c6" } };
  const responded = (status: number, body: object) => ({ ...sent, status, body: JSON.stringify(body) });
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
  const cases: [when: string, results: RequestResult[], request?: SendIdRequest, earlier?: SendIdRequest][] =
    [
      ["no connection", [{ sent: false, errorCode: "ECONNREFUSED" }]],
      ["a proxy refuses the tunnel", [{ sent: false, proxyStatus: 403 }]],
      ["a proxy requires authentication", [{ sent: false, proxyStatus: 407 }]],
      ["502 or 503 each time", [unavailable]],
      ["502 or 503, if Braze generates the send ID", [unavailable], generated],
      ["502 or 503, then a rejection", [unavailable, responded(400, { message: "send_id already exists" })]],
      ["the limit is reached, and resets too late", [limited]],
      ["an earlier create reached the limit", [limited], own, earlier],
      ["the limit is reached, and no reset is given", [{ ...limited, headers: {} }]],
      [
        "the limit is reached, and the reset is in the past",
        [{ ...limited, headers: { ...limit, date: "Wed, 02 Dec 2026 00:00:01 GMT" } }],
      ],
      ["400", [invalidCampaign]],
      ["an earlier 400 named the same campaign", [invalidCampaign], own, earlier],
      ["401", [responded(401, { message: `Invalid API key: ${connection.apiKey}` })]],
      ["403", [denied]],
      ["an earlier 401 or 403 on the same connection", [denied], own, earlier],
      ["404", [responded(404, { message: "Invalid URL" })]],
      ["413, 415 and other 4xx, except 408 and 499", [responded(415, { message: "Unsupported Media Type" })]],
      ["no response in time", [{ ...sent, headers: {}, errorCode: "ERR_CANCELED" }]],
      ["the connection was lost", [{ ...sent, headers: {}, errorCode: "ECONNRESET" }], generated],
      ["408, 499, 3xx, 500 and other 5xx", [responded(500, { message: "Internal Server Error" })]],
      ["2xx without a usable send_id", [responded(202, { message: "queued" })]],
      [
        "2xx with a send_id, but incomplete",
        [{ ...responded(201, { message: "success", send_id: "7c1f2d" }), errorCode: "ECONNRESET" }],
        generated,
      ],
    ];
  const now = () => new Date(Date.UTC(2026, 11, 1, 9, 30));
  const failures = cases.map(async ([when, results, request = own, earlier]) => {
    const remaining = [...results];
    const createSendId = createClient({
      send: async () => (remaining.length > 1 ? remaining.shift() : remaining[0]) as RequestResult,
      now,
      elapsed: () => 0,
      sleep: async () => {},
      random: () => 1,
    });
    const limits = { timeout: 30_000, maxWait: 60_000 };
    if (earlier !== undefined) await createSendId(connection, earlier, limits);
    const { outcome, ...result } = await createSendId(connection, request, limits);
    if (outcome.kind === "created") throw new Error(`${when}: the create did not fail`);
    return { when, text: failureMessage({ ...result, outcome, connection, request }) };
  });
  const withKey = readConfiguration((name) => (name === "braze:apiKey" ? connection.apiKey : undefined), {});
  return [
    ...(await Promise.all(failures)),
    {
      when: "an argument contains the API key",
      text: `${explainKeyInArguments({ campaignId: connection.apiKey }, withKey)}`,
    },
    { when: "Braze created a different send ID", text: unexpectedSendIdMessage(sendId, "another") },
    {
      when: "another resource has the same send ID",
      text: duplicateMessage(own, connection, "urn:pulumi:dev::shop::braze:index:SendId::winter"),
    },
    { when: "the engine repeats a create: the message of the first one, and this line", text: notSentAgain },
  ];
}

/** The errors of functions. */
export async function functionErrors(): Promise<Message[]> {
  const campaign = (name: string, number: number, more: object = {}) => ({
    id: `${campaignId.slice(0, -1)}${number}`,
    name,
    last_edited: "2026-11-20T10:00:00+00:00",
    ...more,
  });
  const campaigns = [
    campaign("Winter sale 2026", 1),
    campaign("Newsletter", 2),
    campaign("Newsletter", 3),
    campaign("Summer sale", 4, { archived: true }),
  ];
  const listed = (query: Readonly<Record<string, string>> = {}): RequestResult => ({
    sent: true,
    status: 200,
    body: JSON.stringify({
      campaigns: campaigns.filter((one) => query.include_archived === "true" || !("archived" in one)),
    }),
  });
  const denied = { sent: true, status: 403, body: '{"message":"Access Denied"}' };
  const cases: [when: string, name: string, settings: object, respond?: typeof listed][] = [
    ["no campaign has the name", "Winter sale", {}],
    ["several campaigns have the name", "Newsletter", {}],
    ["the campaign is archived", "Summer sale", {}],
    ["the key lacks the permission", "Winter sale", {}, () => denied],
    ["no key, in a preview, too", "Winter sale", { BRAZE_API_KEY: "" }],
  ];
  return Promise.all(
    cases.map(async ([when, name, settings, respond = listed]) => {
      const environment = { BRAZE_API_KEY: connection.apiKey, BRAZE_INSTANCE: "US-06", ...settings };
      const call = createCalls(
        readConfiguration(() => undefined, environment),
        {
          send: async (_connection, { query }) => respond(query),
        },
      );
      const text = await call("braze:index:getCampaign", { name }).then(
        () => assertFailed(),
        ({ message }: Error) => message,
      );
      return { when, text };
    }),
  );
}

function assertFailed(): never {
  throw new Error("The call did not fail.");
}

/** The errors of the program and of `.get`. */
export function programErrors(): Message[] {
  return [
    { when: "the same send ID twice", text: declaredTwice("winter", "winter-too") },
    {
      when: "the same send ID twice, if one of them is recorded (plugin)",
      text: declaredAgain("winter", "winter-too"),
    },
    {
      when: "the same send ID twice, if both are recorded (plugin)",
      text: recordedTwice("winter", "winter-too"),
    },
    {
      when: "`BrazeSendId.get` with another id",
      text: messageOf(() =>
        read(
          sendId,
          {},
          readConfiguration(() => undefined, {}),
          () => {},
        ),
      ),
    },
    {
      when: "a type that the plugin does not have",
      text: unknownTypeMessage("urn:pulumi:dev::shop::braze:index:SendID::winter"),
    },
  ];
}

/** The lines that a successful update prints. */
export function announcements(): Message[] {
  const quota = { limit: 100, remaining: 10, resetAt: new Date(Date.UTC(2026, 11, 2)) };
  const removed = { campaignId, sendId };
  return [
    {
      when: "a tenth of the limit or less remains",
      text: eventLine(connection, { kind: "fewRemaining", quota }, false) ?? "",
    },
    {
      when: "a create waits for the limit to reset",
      text: eventLine(connection, { kind: "waiting", quota, wait: 42_000 }, false) ?? "",
    },
    { when: "a send ID is removed", text: removalNotice(removed, undefined) },
    {
      when: "a send ID is removed that another resource has",
      text: removalNotice(removed, "urn:pulumi:dev::shop::braze:index:SendId::winter"),
    },
  ];
}

function messageOf(failingCall: () => unknown): string {
  try {
    failingCall();
  } catch (error) {
    return (error as Error).message;
  }
  return assertFailed();
}
