import assert from "node:assert/strict";
import fc from "fast-check";
import { decideOutcome, type SendIdRequest } from "../../provider/src/braze/outcome";
import type { RequestResult } from "../../provider/src/braze/send-request";
import { eventLine, failureMessage } from "../../provider/src/resources/send-id/messages";

const requestId = "f4a0f2c6-58d1-4f0e-9b1c-2a7d3e6f8091";
const endpoint = "https://rest.iad-06.braze.com";
const endedAt = new Date("2026-11-24T10:00:00Z");

/** Whether twelve characters of the key in a row are in the text, even if a hyphen separates them. */
const hasPart = (text: string, key: string) => {
  const withoutHyphens = (one: string) => one.replaceAll("-", "");
  const [searched, sought] = [withoutHyphens(text), withoutHyphens(key)];
  return (
    [...key.slice(11)].some((_, at) => text.includes(key.slice(at, at + 12))) ||
    [...sought.slice(11)].some((_, at) => searched.includes(sought.slice(at, at + 12)))
  );
};

const slice = (key: string, minLength: number, maxLength: number) =>
  fc
    .tuple(fc.nat(key.length - minLength), fc.integer({ min: minLength, max: maxLength }))
    .map(([start, length]) => key.slice(start, start + length));

/** Any UUID, each with the same probability. */
const uuid = () => fc.noShrink(fc.noBias(fc.uuid()));

/** A UUID that has up to eleven characters in common with the key, as two random UUIDs may have. */
const resembling = (key: string) =>
  fc
    .tuple(uuid(), fc.nat(30), slice(key, 6, 11))
    .map(([uuid, at, part]) => (uuid.slice(0, at) + part + uuid.slice(at + part.length)).slice(0, 36))
    .filter((id) => !hasPart(id, key));

/** A key, and a campaign and a send ID that resemble it. */
const scenario = uuid().chain((key) =>
  fc.record({ key: fc.constant(key), campaignId: resembling(key), sendId: resembling(key) }),
);

/** Everything that a person may read about one request. */
function shown(request: SendIdRequest, result: RequestResult, apiKey: string): string {
  const connection = { apiKey, endpoint };
  const outcome = decideOutcome(result, request, apiKey, endedAt);
  assert.notEqual(outcome.kind, "created");
  const kind = outcome.kind === "unavailable" ? { kind: "unknown" as const } : outcome;
  const failure = failureMessage({
    outcome: kind as Exclude<typeof kind, { kind: "created" }>,
    attempts: 1,
    endedAt,
    connection,
    request,
    result,
  });
  const body = { campaign_id: request.campaignId, send_id: request.sendId };
  return `${failure}\n${eventLine(connection, { kind: "attempt", body, result }, true)}`;
}

const responded = (status: number, body: object | string): RequestResult => ({
  sent: true,
  status,
  headers: { "x-request-id": requestId },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

describe("identifiers that resemble the key", () => {
  it("are recorded if Braze generated them", () =>
    fc.assert(
      fc.property(scenario, ({ key, campaignId, sendId }) => {
        const result = responded(201, { message: "success", send_id: sendId });
        assert.deepEqual(decideOutcome(result, { campaignId }, key, endedAt), { kind: "created", sendId });
      }),
    ));

  it("are complete in every message about a custom send ID", () =>
    fc.assert(
      fc.property(scenario, ({ key, campaignId, sendId }) => {
        const results: RequestResult[] = [
          { sent: false, errorCode: "ECONNREFUSED" },
          { sent: true, errorCode: "ECONNRESET" },
          responded(400, { message: `Invalid Campaign ID: ${campaignId}`, errors: [`send_id=${sendId}`] }),
          responded(429, { message: `Limit reached for ${campaignId}` }),
          responded(500, `{"campaign":"${campaignId}","request":"{\\"send_id\\":\\"${sendId}\\"}"}`),
          responded(503, `${campaignId}/${sendId}`),
        ];
        for (const result of results) {
          const text = shown({ campaignId, sendId }, result, key);
          const unredacted = shown({ campaignId, sendId }, result, "another-key");
          for (const id of [campaignId, sendId, requestId])
            assert.equal(text.split(id).length, unredacted.split(id).length, text);
          assert.ok(text.includes(`Send ID "${sendId}" for campaign ${campaignId}`), text);
        }
      }),
    ));

  it("are complete in every message about a generated send ID, wherever the response names it", () =>
    fc.assert(
      fc.property(scenario, fc.nat(600), ({ key, campaignId, sendId }, length) => {
        const named = { note: "x".repeat(length), send_id: sendId };
        const results: RequestResult[] = [
          responded(500, named),
          responded(503, named),
          responded(202, named),
          { ...responded(201, JSON.stringify(named).slice(0, -1)), errorCode: "ECONNRESET" },
        ];
        for (const result of results) {
          const text = shown({ campaignId }, result, key);
          assert.ok(text.includes(`for campaign ${campaignId} may or may not`), text);
          assert.match(text, new RegExp(`^Braze's response: .*"send_id":"${sendId}`, "m"));
        }
      }),
    ));

  it("do not keep the key from being redacted", () =>
    fc.assert(
      fc.property(scenario, ({ key, campaignId, sendId }) => {
        for (const part of [key, key.slice(1), key.slice(0, 12), key.toUpperCase()]) {
          const result = responded(401, {
            message: `Invalid API key: ${part} for ${campaignId}${part}${sendId}`,
          });
          const text = shown({ campaignId, sendId }, result, key);
          assert.ok(text.includes("Invalid API key: [redacted] for "), text);
          assert.ok(!hasPart(text.toLowerCase(), key), text);
        }
      }),
    ));
});

describe("a received send ID that is not usable", () => {
  it("is neither recorded nor shown if it contains twelve characters of the key", () =>
    fc.assert(
      fc.property(
        scenario.chain(({ key, ...rest }) =>
          fc.record({ key: fc.constant(key), ...constants(rest), part: slice(key, 12, 36) }),
        ),
        fc.constantFrom(
          (text: string) => text,
          (text: string) => text.toUpperCase(),
          encodeURIComponent,
        ),
        ({ key, campaignId, part }, encode) => {
          const result = responded(201, { message: "success", send_id: `x${encode(part)}` });
          const text = shown({ campaignId }, result, key);
          assert.ok(!hasPart(decodeURIComponent(text.replaceAll("%", "%25")).toLowerCase(), key), text);
          assert.ok(text.includes(campaignId), text);
        },
      ),
    ));

  const unusable: [what: string, sendId: unknown, expected: string][] = [
    ["has 65 characters", "x".repeat(65), "x".repeat(65)],
    ["has 60,000 characters", "x".repeat(60_000), "x".repeat(200)],
    ["is not ASCII", "säle", "säle"],
    ["has a terminal code", "\u001b[31mred", "\\u001b[31mred"],
    ["has an invisible character", "a\u200bb", "a\\u{200b}b"],
    ["is a number", 4711, "4711"],
    ["is a list", ["sale"], '["sale"'],
  ];
  for (const [what, sendId, expected] of unusable)
    for (const padding of [0, 1000])
      it(`is shown, escaped, if it ${what}, behind ${padding} other characters`, () => {
        const result = responded(201, { message: "success", note: "n".repeat(padding), send_id: sendId });
        const [, response = ""] =
          /^Braze's response: (.*)$/m.exec(shown({ campaignId: "c" }, result, "key-0123456789")) ?? [];
        assert.ok(response.includes(`"send_id":`) && response.includes(expected), response);
      });
});

function constants<T extends object>(values: T) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fc.constant(value)])) as {
    [Name in keyof T]: fc.Arbitrary<T[Name]>;
  };
}
