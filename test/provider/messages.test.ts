import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Failure, failureMessage } from "../../provider/src/send-id/messages";
import {
  announcements,
  argumentProblems,
  configurationErrors,
  createFailures,
} from "../../tools/reference/messages";

describe("messages", () => {
  const reference = readFileSync(join(__dirname, "../../provider/REFERENCE.md"), "utf8");

  const block = (text: string) => `\n\`\`\`text\n${text}\n\`\`\`\n`;
  const cell = (text: string) => ` \`${text}\` `;
  for (const [kind, messages, inReference] of [
    ["arguments, at preview", argumentProblems, cell],
    ["configuration", configurationErrors, block],
    ["create", createFailures, block],
    ["not errors", announcements, block],
  ] as const) {
    it(`are those of the reference: ${kind}`, async () => {
      for (const { when, text } of await messages())
        assert.ok(
          reference.includes(inReference(text)),
          `${when}: ${text}\nis not in REFERENCE.md; run: npm run generate`,
        );
    });
  }
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
      "a 503, then a refused tunnel",
      { unavailableStatus: 503, attempts: 2, result: { sent: false, proxyStatus: 407 } },
      /: the proxy refused the tunnel \(HTTP 407\), but 503 to an earlier request/,
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
  ];
  for (const [what, differences, text] of cases)
    it(`describes ${what}`, () => assert.match(failureMessage({ ...failure, ...differences }), text));
});
