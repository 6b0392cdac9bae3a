import assert from "node:assert/strict";
import { decideOutcome, type Outcome, readQuota, type SendIdRequest } from "../../provider/src/braze/outcome";
import type { RequestResult } from "../../provider/src/braze/send-request";

const now = new Date("2026-11-23T12:00:00Z");
const seconds = (date: string) => String(Date.parse(date) / 1000);
const apiKey = "5e9f6a1b-8c2d-4f3a-9b7e-0a1b2c3d4e5f";
const own = { campaignId: "c", sendId: "own" };
const decide = (result: RequestResult, request: SendIdRequest = own) =>
  decideOutcome(result, request, apiKey, now);
const answered = (status: number, body?: string, headers: RequestResult["headers"] = {}): RequestResult => ({
  sent: true,
  status,
  headers,
  ...(body === undefined ? {} : { body }),
});

describe("outcome", () => {
  describe("without a response depends on whether a connection was ready", () => {
    const codes = [
      "ECONNREFUSED",
      "ECONNRESET",
      "EPIPE",
      "ENOTFOUND",
      "EAI_AGAIN",
      "ETIMEDOUT",
      "ENETUNREACH",
      "ERR_CANCELED",
      "ERR_BAD_RESPONSE",
      "EPROTO",
      "HPE_INVALID_CONSTANT",
      "CERT_HAS_EXPIRED",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      "E_OF_TOMORROW",
    ];
    for (const errorCode of codes) {
      it(errorCode, () => {
        assert.deepEqual(decide({ sent: false, errorCode }), { kind: "notSent" });
        assert.deepEqual(decide({ sent: true, errorCode }), { kind: "unknown" });
      });
    }

    it("even without an error code", () => {
      assert.equal(decide({ sent: true }).kind, "unknown");
      assert.equal(decide({ sent: false }).kind, "notSent");
    });
  });

  describe("of every status", () => {
    const expected = (status: number): Outcome["kind"] => {
      if (status === 429) return "limited";
      if (status === 502 || status === 503) return "unavailable";
      if (status === 408 || status === 499) return "unknown";
      return status >= 400 && status < 500 ? "rejected" : "unknown";
    };
    it("is the same for every body that is not a success", () => {
      for (let status = 100; status < 1000; status++) {
        for (const body of [
          undefined,
          "",
          "{}",
          '{"message":"success"}',
          "<html></html>",
          '{"message":"queued"}',
          "null",
          "[]",
        ]) {
          assert.equal(decide(answered(status, body)).kind, expected(status), `${status} ${body}`);
        }
        // A response that breaks off after its head has the outcome of its status.
        assert.equal(
          decide({ sent: true, status, errorCode: "ECONNRESET" }).kind,
          expected(status),
          `${status} broken off`,
        );
      }
    });

    it("is a success for every 2xx with a valid body, and for no other status", () => {
      for (let status = 100; status < 1000; status++) {
        const { kind } = decide(answered(status, '{"message":"success","send_id":"winter-sale"}'));
        assert.equal(kind, status >= 200 && status < 300 ? "created" : expected(status), String(status));
      }
    });
  });

  describe("of a 2xx", () => {
    const cases: [what: string, body: string, outcome: Partial<Outcome>][] = [
      ["a success", '{"message":"success","send_id":"a"}', { kind: "created", sendId: "a" }],
      [
        "a success with errors that are not fatal",
        '{"message":"success","send_id":"a","errors":["x"]}',
        { kind: "created", sendId: "a" },
      ],
      [
        "a send ID that was not requested",
        '{"message":"success","send_id":"other"}',
        { kind: "created", sendId: "other" },
      ],
      [
        "more than is known",
        '{"message":"success","send_id":"a","dispatch_id":"d"}',
        { kind: "created", sendId: "a" },
      ],
      ["no send_id", '{"message":"success"}', { kind: "unknown" }],
      ["queued", '{"message":"queued"}', { kind: "unknown" }],
      ["an empty send_id", '{"message":"success","send_id":""}', { kind: "unknown" }],
      ["a send_id of whitespace only", '{"message":"success","send_id":" "}', { kind: "unknown" }],
      ["a send_id of null", '{"message":"success","send_id":null}', { kind: "unknown" }],
      ["a send_id that is a number", '{"message":"success","send_id":7}', { kind: "unknown" }],
      ["a send_id but no message", '{"send_id":"a"}', { kind: "unknown", sendId: "a" }],
      [
        "a send_id and a message of another type",
        '{"message":true,"send_id":"a"}',
        { kind: "unknown", sendId: "a" },
      ],
      ["an error", '{"error":"x"}', { kind: "unknown" }],
      ["errors", '{"message":"x","errors":["a",{"b":1}]}', { kind: "unknown" }],
      ["HTML", "<html><body>ok</body></html>", { kind: "unknown" }],
      ["nothing", "", { kind: "unknown" }],
      ["half of a success", '{"message":"success","send_id":"a', { kind: "unknown" }],
      ["a list", '[{"message":"success","send_id":"a"}]', { kind: "unknown" }],
      ["a string", '"success"', { kind: "unknown" }],
      ["null", "null", { kind: "unknown" }],
    ];
    for (const [what, body, expected] of cases) {
      it(`with ${what}: ${expected.kind}`, () => {
        assert.deepEqual(decide(answered(201, body)), expected);
      });
    }

    it("with more values than Braze sends is unknown, because parsing millions takes gigabytes", () => {
      const junk = (count: number) => `{"message":"success","send_id":"own","junk":[${"1,".repeat(count)}1]}`;
      assert.equal(decide(answered(201, junk(90_000))).kind, "created");
      assert.deepEqual(decide(answered(201, junk(100_000))), { kind: "unknown" });
    });

    it("with an incomplete body is unknown, even if the received part looks complete", () => {
      const result = { ...answered(201, '{"message":"success","send_id":"a"}'), errorCode: "ECONNRESET" };
      assert.deepEqual(decide(result), { kind: "unknown", sendId: "a" });
    });

    const unusable: [what: string, sendId: unknown][] = [
      ["65 characters", "x".repeat(65)],
      ["60,000 characters", "x".repeat(60_000)],
      ["a lone surrogate", "\ud83d"],
      ["a letter that is not ASCII", "ä"],
      ["a terminal code", "\u001b[31mred"],
      ["a line break", "a\nb"],
      ["a delete character", "a\u007f"],
      ["the key", apiKey],
      ["all but one character of the key", apiKey.slice(1)],
      ["twelve characters of the key", `x${apiKey.slice(7, 19)}x`],
      ["a list", ["a"]],
      ["an object", { id: "a" }],
    ];
    for (const [what, sendId] of unusable) {
      it(`does not record a send_id that is ${what}`, () => {
        const body = JSON.stringify({ message: "success", send_id: sendId });
        assert.deepEqual(decide(answered(201, body)), { kind: "unknown" });
      });
    }

    it("records 64 characters, from a space to a tilde", () => {
      const sendId = ` ${"~".repeat(62)}!`;
      const body = JSON.stringify({ message: "success", send_id: sendId });
      assert.deepEqual(decide(answered(201, body)), { kind: "created", sendId });
    });

    it("records the requested send ID even if it has twelve characters in common with the key", () => {
      const sendId = `x${apiKey.slice(7, 19)}x`;
      const body = JSON.stringify({ message: "success", send_id: sendId });
      assert.deepEqual(decide(answered(201, body), { campaignId: "c", sendId }), { kind: "created", sendId });
    });
  });
});

describe("outcome of 502 and 503", () => {
  for (const status of [502, 503]) {
    it(`is unknown after ${status} if Braze was to generate the send ID`, () =>
      assert.deepEqual(decide(answered(status), { campaignId: "c" }), { kind: "unknown" }));
  }
});

describe("scope of a rejection", () => {
  const cases: [status: number, body: string, scope: string][] = [
    [401, "", "connection"],
    [403, "campaign", "connection"],
    [400, '{"message":"Invalid Campaign ID: No messaging API campaign was found"}', "campaign"],
    [400, '{"message":"campaign_id must be a string"}', "campaign"],
    [400, '{"message":"send_id already exists for this campaign"}', "request"],
    [400, '{"message":"The send ID of the campaign is taken"}', "request"],
    [400, '{"message":"sendId already exists for this campaign"}', "request"],
    [400, '{"error":"Error while parsing request body."}', "request"],
    [400, "", "request"],
    [404, "campaign", "request"],
    [413, "", "request"],
  ];
  for (const [status, body, scope] of cases) {
    it(`is the ${scope} for ${status} ${body}`, () =>
      assert.deepEqual(decide(answered(status, body)), { kind: "rejected", scope }));
  }
});

describe("quota", () => {
  const quota = (headers: RequestResult["headers"]) => readQuota({ sent: true, headers: headers ?? {} }, now);

  it("is read from the headers; the wait is by Braze's clock", () => {
    const headers = {
      "x-ratelimit-limit": "100",
      "x-ratelimit-remaining": "7",
      "x-ratelimit-reset": seconds("2026-11-24T00:00:00Z"),
      date: "Mon, 23 Nov 2026 23:59:30 GMT",
    };
    assert.deepEqual(quota(headers), {
      limit: 100,
      remaining: 7,
      resetAt: new Date("2026-11-24T00:00:00Z"),
      wait: 30_000,
    });
  });

  const retryAfters: [retryAfter: string, reset: string | undefined, wait: number | undefined][] = [
    ["30", undefined, 30_000],
    ["Mon, 23 Nov 2026 12:00:20 GMT", "", 20_000],
    ["30", seconds("2026-11-23T11:00:00Z"), 30_000],
    ["30", seconds("2026-11-23T12:00:10Z"), 10_000],
    ["soon", undefined, undefined],
    ["0", undefined, undefined],
  ];
  for (const [retryAfter, reset, wait] of retryAfters)
    it(`waits ${wait} ms for Retry-After ${retryAfter}, with a reset of ${reset}`, () =>
      assert.equal(quota({ "retry-after": retryAfter, "x-ratelimit-reset": reset }).wait, wait));

  it("uses this machine's clock if the response has no valid date", () => {
    for (const date of [undefined, "", "yesterday"]) {
      assert.equal(quota({ "x-ratelimit-reset": seconds("2026-11-23T12:00:10Z"), date }).wait, 10_000);
    }
  });

  it("accepts a reset up to two days ahead", () => {
    const twoDays = 2 * 24 * 3_600_000;
    assert.equal(quota({ "x-ratelimit-reset": seconds("2026-11-25T12:00:00Z") }).wait, twoDays);
  });

  for (const reset of ["2026-11-23T11:59:00Z", "2026-11-23T12:00:00Z"])
    it(`derives no wait from a reset that has passed: ${reset}`, () => {
      assert.deepEqual(quota({ "x-ratelimit-reset": seconds(reset) }), { resetAt: new Date(reset) });
    });

  const senseless = [
    undefined,
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "soon",
    "NaN",
    "Infinity",
    "12.5",
    `${now.getTime()}`,
    "9".repeat(40),
    ["1", "2"],
  ];
  for (const value of senseless) {
    it(`omits a reset of ${JSON.stringify(value)}`, () => {
      assert.deepEqual(quota({ "x-ratelimit-reset": value }), {});
    });
  }

  it("omits limit and remaining if they are empty, as on a 401, or not numbers", () => {
    for (const value of ["", "many", "-1", "1.5", "9".repeat(11), ["5"]]) {
      assert.deepEqual(
        quota({ "x-ratelimit-limit": value, "x-ratelimit-remaining": value, "x-ratelimit-reset": value }),
        {},
      );
    }
  });

  it("is empty without headers", () => assert.deepEqual(readQuota({ sent: true }, now), {}));
});
