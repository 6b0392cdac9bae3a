import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type LogEntry, logLine } from "../../provider/src/emulator";
import { campaignId, closeEmulators, limits, otherCampaignId, start } from "./test-emulator";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("emulator: POST /sends/id/create", () => {
  afterEach(closeEmulators);

  it("creates a custom send ID", async () => {
    const emulator = await start({ startTime: new Date("2030-05-01T10:00:00Z") });
    const response = await emulator.create({ campaign_id: campaignId, send_id: "spring" });
    assert.equal(response.status, 201);
    assert.deepEqual(response.body, { message: "success", send_id: "spring" });
    assert.deepEqual(limits(response), ["100", "99", String(Date.parse("2030-05-02T00:00:00Z") / 1000)]);
    assert.match(response.headers.get("x-request-id") ?? "", uuid);
    assert.equal(response.headers.get("date"), emulator.created[0]?.createdAt.toUTCString());
    assert.deepEqual(
      emulator.created.map(({ createdAt, ...rest }) => ({
        ...rest,
        day: createdAt.toISOString().slice(0, 16),
      })),
      [{ workspace: "default", campaignId, sendId: "spring", generated: false, day: "2030-05-01T10:00" }],
    );
  });

  it("generates a send ID if none is given", async () => {
    const emulator = await start();
    const response = await emulator.create({ campaign_id: campaignId });
    assert.equal(response.status, 201);
    assert.match(response.body.send_id, uuid);
    assert.deepEqual(
      emulator.created.map(({ sendId, generated }) => ({ sendId, generated })),
      [{ sendId: response.body.send_id, generated: true }],
    );
    assert.equal(emulator.requests[0]?.sendId, response.body.send_id);
  });

  it("sends the rate-limit headers in lowercase", async () => {
    const emulator = await start();
    const { stdout } = await curl(
      "-si",
      "-X",
      "POST",
      `${emulator.url}/sends/id/create`,
      "-H",
      "Content-Type: application/json",
      "-d",
      "{}",
    );
    // curl shows header names unchanged; fetch does not.
    assert.deepEqual(stdout.match(/^x-ratelimit-\w+: *$/gim), [
      "x-ratelimit-limit: ",
      "x-ratelimit-remaining: ",
      "x-ratelimit-reset: ",
    ]);
    assert.match(stdout, /^x-request-id: /m);
  });

  it("responds to curl, a client that does not use Node", async () => {
    const emulator = await start();
    const { stdout } = await curl(
      "-s",
      `${emulator.url}/sends/id/create`,
      ...["-w", "\n%{http_code}", "-H", "Authorization: Bearer emulator-api-key-not-a-secret"],
      ...[
        "-H",
        "Content-Type: application/json",
        "--data-raw",
        `{"campaign_id":"${campaignId}","send_id":"by-curl"}`,
      ],
    );
    assert.equal(stdout, '{"message":"success","send_id":"by-curl"}\n201');
  });

  const unknownCampaign =
    "Invalid Campaign ID: No messaging API campaign was found for your provided campaign ID.";
  const campaignProblem = "campaign_id must be a string of the campaign api identifier";
  const sendIdProblem = "send_id must be a string of 1 to 64 ASCII characters";
  const wrong: [string, unknown, object][] = [
    ["no JSON", "{", { error: "Error while parsing request body. Please check your syntax." }],
    ["no body", "", { error: "Error while parsing request body. Please check your syntax." }],
    ["not an object", "[]", { message: campaignProblem }],
    ["null", "null", { message: campaignProblem }],
    ["no campaign", {}, { message: campaignProblem }],
    ["a campaign that is not a string", { campaign_id: 7 }, { message: campaignProblem }],
    ["the dashboard's identifier", { campaign_id: "5f0a0a0a0a0a0a0a0a0a0a0a" }, { message: unknownCampaign }],
    ["an empty campaign", { campaign_id: "" }, { message: unknownCampaign }],
    ["a send ID that is not a string", { campaign_id: campaignId, send_id: 7 }, { message: sendIdProblem }],
    ["null as the send ID", { campaign_id: campaignId, send_id: null }, { message: sendIdProblem }],
    ["an empty send ID", { campaign_id: campaignId, send_id: "" }, { message: sendIdProblem }],
    [
      "a send ID of 65 characters",
      { campaign_id: campaignId, send_id: "x".repeat(65) },
      { message: sendIdProblem },
    ],
    ["a non-ASCII send ID", { campaign_id: campaignId, send_id: "é" }, { message: sendIdProblem }],
    ["two problems", { send_id: "" }, { message: campaignProblem, errors: [campaignProblem, sendIdProblem] }],
  ];
  for (const [what, body, expected] of wrong)
    it(`responds 400: ${what}`, async () => {
      const emulator = await start();
      const response = await emulator.create(body);
      assert.deepEqual({ status: response.status, ...response.body }, { status: 400, ...expected });
      assert.deepEqual(limits(response).slice(0, 2), ["100", "99"]);
      assert.deepEqual(emulator.created, []);
    });

  for (const sendId of ["x", "x".repeat(64), " ", "~!@#$%^&*()", "line\nbreak", "\u0000\u007f"])
    it(`accepts ${JSON.stringify(sendId)}, because Braze requires only ASCII`, async () => {
      const emulator = await start();
      const response = await emulator.create({ campaign_id: campaignId, send_id: sendId, unknown: "field" });
      assert.equal(response.body.send_id, sendId);
    });

  it("rejects campaigns other than the configured ones", async () => {
    const emulator = await start({ campaigns: ["my-campaign"] });
    assert.equal((await emulator.create({ campaign_id: "my-campaign" })).status, 201);
    assert.equal((await emulator.create({ campaign_id: campaignId })).status, 400);
  });

  it("echoes a wrong key, as Braze does, with empty rate-limit headers", async () => {
    const emulator = await start();
    for (const [authorization, echoed] of [
      ["Bearer wrong-key", "wrong-key"],
      ["badly-formed", "badly-formed"],
      ["", ""],
      [undefined, ""],
    ]) {
      const response = await emulator.create({ campaign_id: campaignId }, { authorization });
      assert.equal(response.status, 401);
      assert.deepEqual(response.body, { message: `Invalid API key: ${echoed}` });
      assert.deepEqual(limits(response), ["", "", ""]);
    }
  });

  it("accepts the key in the body or the URL, and notes that this is deprecated", async () => {
    const entries: LogEntry[] = [];
    const emulator = await start({ apiKey: "a-key", log: (entry) => entries.push(entry) });
    const none = { authorization: undefined, "content-type": "application/json" };
    const inBody = await emulator.create({ campaign_id: campaignId, api_key: "a-key" }, none);
    const inUrl = await emulator.request("/sends/id/create?api_key=a-key", {
      headers: none,
      body: { campaign_id: campaignId },
    });
    const inHeader = await emulator.create(
      { campaign_id: campaignId, api_key: "another" },
      { authorization: "Bearer a-key" },
    );
    assert.deepEqual([inBody.status, inUrl.status, inHeader.status], [201, 201, 201]);
    assert.deepEqual(
      entries.map(({ notes }) => notes.map((note) => note.match(/in the (\w+) is deprecated/)?.[1])),
      [["body"], ["URL"], []],
    );
    assert.doesNotMatch(entries.map((entry) => logLine(entry)).join("\n"), /a-key/);
  });

  it("responds 403 to a key without the permission", async () => {
    const apiKeys = [
      { key: "reading", permissions: ["sends.data_series"] },
      { key: "writing", permissions: ["sends.id.create"] },
    ];
    const emulator = await start({ workspaces: [{ apiKeys }] });
    const refused = await emulator.create({ campaign_id: campaignId }, { authorization: "Bearer reading" });
    assert.equal(refused.status, 403);
    assert.deepEqual(refused.body, { message: "Access Denied" });
    assert.equal(
      (await emulator.create({ campaign_id: campaignId }, { authorization: "Bearer writing" })).status,
      201,
    );
  });

  it("responds 403 to a trailing slash", async () => {
    const emulator = await start();
    const response = await emulator.request("/sends/id/create/", { body: { campaign_id: campaignId } });
    assert.equal(response.status, 403);
    assert.deepEqual(response.body, { message: "Access Denied" });
    assert.deepEqual(emulator.created, []);
  });

  it("responds 404 to any other path, and lists the available ones", async () => {
    const emulator = await start();
    for (const [method, path] of [
      ["POST", "/messages/schedule/create"],
      ["GET", "/sends/id/create"],
      ["DELETE", "/"],
    ] as const) {
      const response = await emulator.request(path, { method });
      assert.equal(response.status, 404);
      assert.equal(response.body.message, "Invalid URL");
      assert.match(
        response.body.errors.join(" "),
        new RegExp(`^${method} ${path} is not available.*POST /sends/id/create`),
      );
      assert.match(response.headers.get("x-request-id") ?? "", uuid);
    }
  });

  it("responds 415 to another Content-Type", async () => {
    const emulator = await start();
    for (const type of ["text/plain", "application/jsonp", "application/x-www-form-urlencoded", undefined]) {
      const response = await emulator.create({ campaign_id: campaignId }, { "content-type": type });
      assert.equal(response.status, 415, type);
    }
    for (const type of ["application/json; charset=utf-8", "Application/JSON"]) {
      const response = await emulator.create({ campaign_id: campaignId }, { "content-type": type });
      assert.equal(response.status, 201, type);
    }
  });

  it("responds 413 to a body over 4 MB, with and without Content-Length", async () => {
    const emulator = await start();
    const fits = JSON.stringify({ campaign_id: campaignId }).padEnd(4 * 1024 * 1024);
    assert.equal((await emulator.create(fits)).status, 201);
    assert.equal((await emulator.create(`${fits} `)).status, 413);
    const chunked = await fetch(`${emulator.url}/sends/id/create`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new Blob([`${fits} `]).stream(),
      duplex: "half",
    });
    assert.equal(chunked.status, 413);
    assert.equal(emulator.created.length, 1);
  });

  it("separates workspaces by their keys", async () => {
    const emulator = await start({
      workspaces: [
        { name: "eu", apiKeys: ["eu-1", "eu-2"], dailyLimit: 2 },
        { name: "us", apiKeys: ["us-1"], campaigns: [otherCampaignId] },
      ],
    });
    const by = (key: string, campaign: string) =>
      emulator.create({ campaign_id: campaign, send_id: "same" }, { authorization: `Bearer ${key}` });
    const responses = [
      await by("eu-1", campaignId),
      await by("us-1", campaignId),
      await by("us-1", otherCampaignId),
      await by("eu-2", otherCampaignId),
    ];
    assert.deepEqual(
      responses.map(({ status, headers }) => `${status} ${headers.get("x-ratelimit-remaining")}`),
      ["201 1", "400 99", "201 98", "201 0"],
    );
    assert.deepEqual(
      emulator.requests.map(({ workspace, status, created }) => ({ workspace, status, created })),
      [
        { workspace: "eu", status: 201, created: true },
        { workspace: "us", status: 400, created: false },
        { workspace: "us", status: 201, created: true },
        { workspace: "eu", status: 201, created: true },
      ],
    );
  });

  it("records every request as it was sent", async () => {
    const emulator = await start({ keepRequests: 2 });
    await emulator.request("/first", { body: "forgotten" });
    await emulator.request("/x?api_key=abc", { method: "PUT", body: "text", headers: { "x-own": "1" } });
    await emulator.create({ campaign_id: campaignId, send_id: "spring" });
    const [first, second] = emulator.requests;
    assert.equal(emulator.requests.length, 2);
    assert.deepEqual(
      [first?.method, first?.path, first?.body, first?.headers["x-own"], first?.status],
      ["PUT", "/x?api_key=abc", "text", "1", 404],
    );
    assert.equal(second?.headers.authorization, "Bearer emulator-api-key-not-a-secret");
    assert.deepEqual(
      [second?.body, second?.campaignId, second?.sendId],
      [JSON.stringify({ campaign_id: campaignId, send_id: "spring" }), campaignId, "spring"],
    );
  });

  const run = promisify(execFile);
  function curl(...args: string[]) {
    return run("curl", args).catch((error) => {
      throw error.code === "ENOENT"
        ? new Error("This test needs curl: install it (Debian: apt-get install curl).")
        : error;
    });
  }
});
