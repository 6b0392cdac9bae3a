import assert from "node:assert/strict";
import { request } from "node:http";
import { connect } from "node:net";
import { behaviors, type EmulatorOptions, openApiDocument } from "../../provider/src/emulator";
import { assertDescribed, described, validatorOf } from "./openapi-validation";
import { campaignId, closeEmulators, start, type TestEmulator } from "./test-emulator";

const good = JSON.stringify({ campaign_id: campaignId, send_id: "good" });
const authorization = "Bearer emulator-api-key-not-a-secret";
const json = { "content-type": "application/json" };

interface Case {
  what: string;
  status: number;
  options?: EmulatorOptions;
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  before?: (emulator: TestEmulator) => Promise<unknown>;
}
const createGood = (emulator: TestEmulator) => emulator.create(good);

const cases: Case[] = [
  { what: "a given send ID", status: 201, body: good },
  { what: "a generated send ID", status: 201, body: JSON.stringify({ campaign_id: campaignId }) },
  { what: "a repeated pair", status: 201, body: good, before: createGood },
  {
    what: "a repeated pair, counted",
    status: 201,
    options: { repeatedPair: "counted" },
    body: good,
    before: createGood,
  },
  { what: "the other success", status: 200, options: { successStatus: 200 }, body: good },
  { what: "no JSON", status: 400, body: "{" },
  { what: "no campaign", status: 400, body: "{}" },
  { what: "several problems", status: 400, body: '{"send_id":7}' },
  { what: "an unknown campaign", status: 400, body: '{"campaign_id":"x"}' },
  {
    what: "a repeated pair, rejected",
    status: 400,
    options: { repeatedPair: "error" },
    body: good,
    before: createGood,
  },
  { what: "an invalid Host", status: 400, headers: { ...json, host: "a b" }, body: good },
  { what: "a wrong key", status: 401, headers: { ...json, authorization: "Bearer wrong" }, body: good },
  { what: "no key", status: 401, headers: json, body: good },
  {
    what: "a key without the permission",
    status: 403,
    options: { workspaces: [{ apiKeys: [{ key: "emulator-api-key-not-a-secret", permissions: [] }] }] },
    body: good,
  },
  { what: "a trailing slash", status: 403, path: "/sends/id/create/", body: good },
  { what: "another path", status: 404, path: "/canvas/list", method: "GET" },
  { what: "another method", status: 404, method: "PUT", body: good },
  {
    what: "a foreign Host",
    status: 421,
    headers: { ...json, authorization, host: "evil.example" },
    body: good,
  },
  { what: "a large body", status: 413, body: " ".repeat(4 * 1024 * 1024 + 1) },
  {
    what: "another Content-Type",
    status: 415,
    headers: { authorization, "content-type": "text/plain" },
    body: good,
  },
  { what: "the limit is used up", status: 429, options: { dailyLimit: 0 }, body: good },
  {
    what: "large headers",
    status: 431,
    headers: { ...json, authorization, long: "x".repeat(20_000) },
    body: good,
  },
];

describe("emulator: OpenAPI document", () => {
  afterEach(closeEmulators);

  it("is an OpenAPI 3.1 document", async () => {
    const { Validator } = await import("@seriousme/openapi-schema-validator");
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(openApiDocument)));
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(validator.version, "3.1");
  });

  it("is served", async () => {
    const emulator = await start();
    const { status, body } = await emulator.request("/openapi.json", { method: "GET" });
    assert.equal(status, 200);
    assert.deepEqual(body, JSON.parse(JSON.stringify(openApiDocument)));
    assert.deepEqual(emulator.requests, []);
  });

  it("accepts and rejects the same requests as the emulator", async () => {
    const emulator = await start({ dailyLimit: 1000 });
    const validate = validatorOf("CreateSendIdsRequest");
    const values = [undefined, null, 7, "", "x", "x".repeat(64), "x".repeat(65), "é", "\n", []];
    for (const sendId of values)
      for (const campaign of [campaignId, null, 7, undefined]) {
        const fields = { campaign_id: campaign, send_id: sendId };
        const { status } = await emulator.create(fields);
        assert.equal(validate(JSON.parse(JSON.stringify(fields))), status === 201, JSON.stringify(fields));
      }
  });

  for (const { what, status, options, path = "/sends/id/create", before, ...rest } of cases)
    it(`describes ${status}: ${what}`, async () => {
      const emulator = await start(options);
      await before?.(emulator);
      const response = await send(emulator.url + path, {
        headers: { ...json, authorization },
        method: "POST",
        ...rest,
      });
      check(response, status);
    });

  it("describes 408: a request that takes too long", async () => {
    const emulator = await start({ requestTimeoutMs: 100 });
    const { port } = new URL(emulator.url);
    const text = await new Promise<string>((resolve, reject) => {
      let received = "";
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write("POST /sends/id/create HTTP/1.1\r\nhost: x\r\n"),
      );
      socket.on("data", (data) => {
        received += data;
      });
      socket.on("end", () => resolve(received));
      socket.on("error", reject);
    });
    const [head = "", body = ""] = text.split("\r\n\r\n");
    const [statusLine = "", ...lines] = head.split("\r\n");
    const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s)));
    check({ status: Number(statusLine.split(" ")[1]), headers, body: JSON.parse(body) }, 408);
  });

  it("describes exactly the statuses of the responses", () => {
    // 500 needs a disk that fails: state-file.test.ts.
    const covered = new Set([...cases.map(({ status }) => status), 408, 500]);
    assert.deepEqual([...covered].sort(), Object.keys(described).map(Number).sort());
  });

  it("lists every behavior with its source", () => {
    const options = new Set(behaviors.map(({ option }) => option).filter((option) => option !== undefined));
    assert.deepEqual([...options].sort(), [
      "audienceSize",
      "campaigns",
      "clickRate",
      "countGenerated",
      "countRejected",
      "dailyLimit",
      "host",
      "openRate",
      "repeatSendId",
      "repeatedPair",
      "requestTimeoutMs",
      "state",
      "successStatus",
      "unregisteredSendId",
      "unusedSendId",
      "workspaces",
    ]);
    for (const [status, response] of Object.entries(described))
      assert.ok((response as unknown as { "x-behaviors": unknown[] })["x-behaviors"].length > 0, status);
  });

  function check(response: { status: number; headers: object; body: unknown }, status: number) {
    assert.equal(response.status, status, JSON.stringify(response.body));
    assertDescribed(response);
  }
});

/** Node's client: unlike fetch, it sends any header. */
function send(
  url: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body?: string },
) {
  return new Promise<{ status: number; headers: object; body: unknown }>((resolve, reject) => {
    const sent = request(url, { method, headers }, async (response) => {
      const chunks = await response.toArray();
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
