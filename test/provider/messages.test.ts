import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientEvent } from "../../provider/src/braze/create-send-id";
import { eventLine, type Failure, failureMessage } from "../../provider/src/resources/send-id/messages";
import { makeMessages } from "../../tools/generate/reference";

describe("the messages", () => {
  it("are those of the reference", async () => {
    const reference = readFileSync(join(__dirname, "../../provider/REFERENCE.md"), "utf8");
    const [, section] = /^## Messages\n\n(.*?)\n\n## /ms.exec(reference) ?? [];
    assert.equal(section, await makeMessages(), "run: npm run generate");
  });
});

describe("the message of a failed create", () => {
  const failure: Failure = {
    outcome: { kind: "unknown" },
    attempts: 1,
    endedAt: new Date("2026-11-24T10:00:00.123Z"),
    connection: { apiKey: "key-0123456789", endpoint: "https://rest.iad-06.braze.com" },
    request: { campaignId: "c", sendId: "own" },
  };
  const respondedWith = (body: string, status = 400): Partial<Failure> => ({
    outcome: { kind: "rejected", scope: "request" },
    result: { sent: true, status, body },
  });
  const cases: [what: string, differences: Partial<Failure>, text: RegExp][] = [
    [
      "one attempt",
      { outcome: { kind: "notSent" }, result: { sent: false, errorCode: "ENOTFOUND" } },
      /could not be reached; error: host not found \(ENOTFOUND\)\.$/m,
    ],
    [
      "an unknown code",
      { outcome: { kind: "notSent" }, result: { sent: false, errorCode: "EOTHER" } },
      /error: the connection failed \(EOTHER\)\./,
    ],
    [
      "a response that is not HTTP",
      { outcome: { kind: "unknown" }, result: { sent: true, errorCode: "HPE_INVALID_CONSTANT" } },
      /the response was not valid HTTP \(HPE_INVALID_CONSTANT\)/,
    ],
    [
      "no code",
      { outcome: { kind: "notSent" }, result: { sent: false } },
      /error: the connection failed \(no code\)\./,
    ],
    [
      "no connection in time",
      { outcome: { kind: "notSent" }, result: { sent: false, errorCode: "ERR_CANCELED" } },
      /error: no connection within braze:timeoutSeconds\./,
    ],
    [
      "no response in time, to an explicit provider",
      {
        result: { sent: true, errorCode: "ERR_CANCELED" },
        connection: { ...failure.connection, providerName: "eu" },
      },
      /: no response within timeoutSeconds of the provider "eu"\./,
    ],
    [
      "a rejected key of an explicit provider",
      {
        outcome: { kind: "rejected", scope: "connection" },
        result: { sent: true, status: 401 },
        connection: { ...failure.connection, providerName: "eu" },
      },
      /^Check the key \(apiKey of the provider "eu" or BRAZE_API_KEY\) and the instance \(instance of the provider "eu" or/m,
    ],
    [
      "a 503, then a refused tunnel",
      { unavailableStatus: 503, attempts: 2, result: { sent: false, proxyStatus: 407 } },
      /: the proxy refused the tunnel \(HTTP 407\), but 503 to an earlier request/,
    ],
    [
      "a 503, then no connection, with the line that the advice names",
      { unavailableStatus: 503, attempts: 2, result: { sent: false, errorCode: "ECONNREFUSED" } },
      /earlier request, which may have created it\.\nFor Braze's support: 2026-11-24 10:00:00 UTC\n.*with the line above/,
    ],
    [
      "a 503 after attempts that may have had other results",
      { unavailableStatus: 503, attempts: 3, result: { sent: true, status: 503 } },
      /: Braze responded 503 after 3 attempts\. A 503 does not prove/,
    ],
    [
      "one 503",
      { unavailableStatus: 503, result: { sent: true, status: 503 } },
      /: Braze responded 503\. A 503 does not prove/,
    ],
    [
      "the first success status",
      { result: { sent: true, status: 200 } },
      /responded 200, but without a usable send_id/,
    ],
    [
      "the last success status",
      { result: { sent: true, status: 299 } },
      /responded 299, but without a usable send_id/,
    ],
    ["the time without milliseconds", respondedWith(""), /For Braze's support: 2026-11-24 10:00:00 UTC$/m],
    ["several texts", respondedWith('{"message":"a","errors":["b  c"]}'), /^Braze's response: a; b c$/m],
    ["HTML in a text", respondedWith('say "<html>"'), /^Braze's response: say "<html>"$/m],
    ["HTML after whitespace", respondedWith(" \n\t<html>"), /^Braze's response: an HTML page/m],
    ["whitespace only", respondedWith(" \n"), /^(?!.*Braze's response).*$/s],
    ["a body with whitespace around it", respondedWith("\n x\n y \n"), /^Braze's response: x y$/m],
    ["the start of a long body only", respondedWith(`${" ".repeat(4000)}x`), /^(?!.*Braze's response).*$/s],
    [
      "a body of several lines that begins like HTML later",
      respondedWith("a\n<b"),
      /^Braze's response: a <b$/m,
    ],
    [
      "a header that is repeated, and so no request ID",
      { result: { sent: true, status: 500, headers: { "x-request-id": ["a", "b"] } } },
      /For Braze's support: 2026-11-24 10:00:00 UTC$/m,
    ],
    [
      "a status below the success statuses",
      { result: { sent: true, status: 199 } },
      /: Braze responded 199\. The request was not retried/,
    ],
    [
      "an earlier rejection of a generated send ID, whose campaign contains most of the key",
      {
        outcome: { kind: "rejected", scope: "campaign" },
        attempts: 0,
        rejectedEarlier: { request: { campaignId: "c2-key-01234567" }, status: 400 },
      },
      /^Send ID "own" for campaign c was not created\. No request was sent, because Braze rejected the one for a send ID for campaign c2-\[redacted\] \(HTTP 400\) and would reject every request for this campaign\.\nFix the problem reported for a send ID for campaign c2-\[redacted\], then run `pulumi up` again\.$/,
    ],
    [
      "a request ID that resembles the key, wherever it is shown",
      {
        result: {
          sent: true,
          status: 500,
          headers: { "x-request-id": "r-456789" },
          body: '{"message":"see r-456789"}',
        },
      },
      /^Braze's response: \{"message":"see r-456789"\}\nFor Braze's support: .*, request ID r-456789$/m,
    ],
    [
      "a rejection without the send ID in it, which was not created",
      respondedWith('{"message":"no","send_id":"own"}'),
      /^Braze's response: no$/m,
    ],
    ...(
      [
        ["with whitespace around its colon", '"send_id" : "summer sale"}'],
        ["whose text is incomplete", '"send_id":"summer sale'],
      ] as const
    ).map(([how, member]): [string, Partial<Failure>, RegExp] => [
      `a send ID at the end of a long response ${how}`,
      {
        request: { campaignId: "c" },
        result: { sent: true, status: 500, body: `{"note":"${"n".repeat(1000)}",${member}` },
      },
      new RegExp(`^Braze's response: ${member.replace("}", "")}$`, "m"),
    ]),
    [
      "the limit of a workspace",
      {
        outcome: { kind: "limited", quota: {} },
        connection: { ...failure.connection, workspace: 'out"door' },
      },
      /^Send ID "own" for campaign c was not created: the limit for the workspace "out\\"door" is reached\. Braze did not say when it resets\.$/m,
    ],
    [
      "a send ID and a campaign that contain most of the key",
      { request: { campaignId: "c-key-01234567", sendId: 'a"key-01234567' }, result: { sent: true } },
      /^Send ID "a\\"\[redacted\]" for campaign c-\[redacted\] may or may not/,
    ],
  ];
  for (const [what, differences, text] of cases)
    it(`describes ${what}`, () => assert.match(failureMessage({ ...failure, ...differences }), text));
});

describe("the line about a create in progress", () => {
  const connection = { apiKey: "key-0123456789", endpoint: "https://rest.iad-06.braze.com" };
  const resetAt = new Date("2026-11-25T00:00:00Z");
  const body = { campaign_id: "c" };
  const cases: [what: string, event: ClientEvent, line: string | undefined][] = [
    [
      "a limit",
      { kind: "waiting", quota: { resetAt }, wait: 1500 },
      "Braze: the limit for the default workspace is reached; waiting 2 s until it resets at 2026-11-25 00:00:00 UTC.",
    ],
    [
      "a limit without a reset",
      { kind: "waiting", quota: {}, wait: 1000 },
      "Braze: the limit for the default workspace is reached; waiting 1 s until it resets.",
    ],
    [
      "few send IDs",
      { kind: "fewRemaining", quota: { limit: 100, remaining: 9, resetAt } },
      "Braze: 9 of 100 send IDs remain for the default workspace until 2026-11-25 00:00:00 UTC.",
    ],
    [
      "few send IDs without a reset",
      { kind: "fewRemaining", quota: { limit: 100, remaining: 9 } },
      "Braze: 9 of 100 send IDs remain for the default workspace.",
    ],
    [
      "an attempt",
      { kind: "attempt", body, result: { sent: true, status: 401, body: "key-0123456789?" } },
      'Braze debug: POST https://rest.iad-06.braze.com/sends/id/create {"campaign_id":"c"} → {"sent":true,"status":401,"body":"[redacted]?"}',
    ],
  ];
  for (const [what, event, line] of cases)
    it(`describes ${what}`, () => assert.equal(eventLine(connection, event, true), line));

  it("does not describe an attempt without BRAZE_DEBUG", () =>
    assert.equal(
      eventLine(connection, { kind: "attempt", body, result: { sent: false } }, false),
      undefined,
    ));
});
