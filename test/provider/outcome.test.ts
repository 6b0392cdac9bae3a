import assert from "node:assert/strict";
import { decideOutcome, type Outcome, readQuota } from "../../provider/src/braze/outcome";
import type { RequestResult } from "../../provider/src/braze/send-request";

const now = new Date("2026-11-23T12:00:00Z");
const seconds = (date: string) => String(Date.parse(date) / 1000);
const decide = (exchange: RequestResult) => decideOutcome(exchange, now);
const answered = (status: number, body?: string, headers: RequestResult["headers"] = {}): RequestResult => ({
  sent: true,
  status,
  headers,
  ...(body === undefined ? {} : { body }),
});

describe("outcome", () => {
  describe("without an answer is decided by whether a connection was ready", () => {
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
        const unreached = decide({ sent: false, errorCode });
        const unknown = decide({ sent: true, errorCode });
        assert.equal(unreached.kind, "unreached");
        assert.equal(unknown.kind, "unknown");
        assert.ok(
          "cause" in unknown && unknown.cause.includes(errorCode === "ERR_CANCELED" ? "in time" : errorCode),
        );
      });
    }

    it("even when there is no code", () => {
      assert.equal(decide({ sent: true }).kind, "unknown");
      assert.equal(decide({ sent: false }).kind, "unreached");
    });
  });

  describe("of every status", () => {
    const expected = (status: number): Outcome["kind"] => {
      if (status === 429) return "limited";
      if (status === 502 || status === 503) return "unreached";
      if (status === 408 || status === 499) return "unknown";
      return status >= 400 && status < 500 ? "rejected" : "unknown";
    };
    it("is the same for every body that is no success", () => {
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
        // An answer that broke off after its head says no more than its head, and no less.
        assert.equal(
          decide({ sent: true, status, errorCode: "ECONNRESET" }).kind,
          expected(status),
          `${status} broken off`,
        );
      }
    });

    it("is a success for every 2xx and nothing else, when the body is one", () => {
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
        "another send ID than any that was asked for",
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
      ["a blank send_id", '{"message":"success","send_id":" "}', { kind: "unknown" }],
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
        const { cause, ...outcome } = { cause: undefined, ...decide(answered(201, body)) };
        assert.deepEqual(outcome, expected);
      });
    }

    it("whose body broke off is unknown, even when what came looks whole", () => {
      const exchange = { ...answered(201, '{"message":"success","send_id":"a"}'), errorCode: "ECONNRESET" };
      assert.equal(decide(exchange).kind, "unknown");
    });
  });
});

describe("quota", () => {
  const quota = (headers: RequestResult["headers"]) => readQuota({ sent: true, headers: headers ?? {} }, now);

  it("is read from the headers, and the wait from Braze's own clock", () => {
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

  it("counts from this machine's clock where the answer has no date, or a bad one", () => {
    for (const date of [undefined, "", "yesterday"]) {
      assert.equal(quota({ "x-ratelimit-reset": seconds("2026-11-23T12:00:10Z"), date }).wait, 10_000);
    }
  });

  it("takes a reset in the past for now", () => {
    assert.equal(quota({ "x-ratelimit-reset": seconds("2026-11-23T11:59:00Z") }).wait, 0);
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
    it(`leaves out a reset of ${JSON.stringify(value)}`, () => {
      assert.deepEqual(quota({ "x-ratelimit-reset": value }), {});
    });
  }

  it("leaves out a limit and a rest that are empty, as on a 401, or no counts", () => {
    for (const value of ["", "many", "-1", "1.5", "9".repeat(11)]) {
      assert.deepEqual(
        quota({ "x-ratelimit-limit": value, "x-ratelimit-remaining": value, "x-ratelimit-reset": value }),
        {},
      );
    }
  });

  it("is empty without headers", () => assert.deepEqual(readQuota({ sent: true }, now), {}));
});
