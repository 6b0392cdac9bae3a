import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { answer, listen } from "../provider/socket-server";
import { pulumiBraze, pulumiBrazeProcess } from "../support/pulumi-braze";
import { type ScriptedBraze, type ScriptedResponse, scriptedBraze } from "./scripted-braze";

const apiKey = "5f0c9d1e-4b7a-4c3d-9e8f-secret0key00";

describe("pulumi-braze check", () => {
  let response: ScriptedResponse = { body: {} };
  let braze: ScriptedBraze;
  before(async () => {
    braze = await scriptedBraze(() => response);
  });
  after(() => braze.close());
  beforeEach(() => {
    braze.requests.length = 0;
  });

  const check = (args: string[] = [], env: Record<string, string> = {}) =>
    pulumiBraze(["check", ...args], {
      env: { BRAZE_API_KEY: apiKey, BRAZE_REST_ENDPOINT: braze.url, ...env },
    });
  const checkThroughProxy = (url: string) =>
    pulumiBrazeProcess(["check"], {
      env: { BRAZE_API_KEY: apiKey, BRAZE_REST_ENDPOINT: "https://rest.example.com", HTTPS_PROXY: url },
    });

  const cases: [string, ScriptedResponse, number, RegExp][] = [
    [
      "a valid key",
      { body: { message: "success", campaigns: [] } },
      0,
      /✓ The API key is valid .* has the campaigns\.list permission\.\n.*This does not show whether the key has sends\.id\.create/,
    ],
    [
      "a key without campaigns.list",
      { status: 403, body: { message: "Access Denied" } },
      0,
      /✓ .* known to this instance\. It lacks the campaigns\.list permission .*\n.*IP allowlist.*This does not show whether the key has sends\.id\.create/,
    ],
    [
      "a wrong key",
      { status: 401, body: { message: `Invalid API key: ${apiKey}` } },
      3,
      /✗ .* rejected the request \(HTTP 401\)\. Braze's response: "Invalid API key: \[redacted\]"\.\n +Check the key .*to the key of another instance.*dashboard-06\.braze\.com is US-06/,
    ],
    [
      "a rate limit",
      {
        status: 429,
        headers: { "x-ratelimit-reset": String(Math.round(Date.now() / 1000) + 86_400) },
        body: {},
      },
      5,
      /The limit for the default workspace is reached\. It resets at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.\n +Run the command again after the reset\./,
    ],
    [
      "a rate limit with empty headers",
      { status: 429, headers: { "x-ratelimit-reset": "" }, body: {} },
      5,
      /Braze did not say when it resets\.\n +Run the command again later\./,
    ],
    [
      "another server",
      { status: 404, body: "<html>not here</html>" },
      5,
      /rejected the request \(HTTP 404\)\.\n.*REST API/,
    ],
    [
      "a success of another server",
      { body: "<html>hello</html>" },
      5,
      /Braze responded 200, but not in its format: a proxy/,
    ],
    [
      "a success without campaigns",
      { body: { message: "success" } },
      5,
      /Braze responded 200, but without a list of campaigns/,
    ],
    [
      "a redirect",
      { status: 302, headers: { location: "http://127.0.0.1:1/" }, body: "" },
      5,
      /Braze responded 302\./,
    ],
    ["an outage", { status: 503, body: "" }, 5, /Braze responded 503\./],
    [
      "a switch to another protocol",
      { status: 101, headers: { connection: "upgrade", upgrade: "websocket" }, body: "" },
      5,
      /Braze responded 101\./,
    ],
  ];
  for (const [what, scripted, code, expected] of cases)
    it(`reports ${what} with one GET and exit code ${code}`, async () => {
      response = scripted;
      const run = await check();
      assert.equal(run.code, code, run.stderr);
      assert.match(run.stdout, expected);
      assert.deepEqual(braze.requests, ["GET /campaigns/list?page=0"]);
      assert.doesNotMatch(run.stdout + run.stderr, /secret0key|5f0c9d1e/);
    });

  it("reports a server that was not reached, with the cause", async () => {
    const { code, stdout } = await check([], { BRAZE_REST_ENDPOINT: "http://127.0.0.1:9" });
    assert.equal(code, 4);
    assert.match(
      stdout,
      /✗ http:\/\/127\.0\.0\.1:9 could not be reached; error: connection refused \(ECONNREFUSED\)\./,
    );
  });

  it("names the proxy without its password", async () => {
    const { code, stdout } = await checkThroughProxy("http://user:pass-of-proxy@127.0.0.1:9");
    assert.equal(code, 4);
    assert.match(stdout, / Proxy: http:\/\/127\.0\.0\.1:9\.\n/);
    assert.doesNotMatch(stdout, /user|pass-of-proxy/);
  });

  for (const password of ["p@Hunter2/x", "12#Hunter2", "12?Hunter2", "12\\\\Hunter2", "p a/Hunter2@x:y"])
    it(`shows no part of the proxy's password ${password}, and sends it nowhere`, async () => {
      const { code, stdout, stderr } = await checkThroughProxy(`http://service:${password}@127.0.0.1:9`);
      assert.equal(code, 4);
      assert.match(
        stdout,
        /error: the proxy's address is invalid; percent-encode its user name and password \(/,
      );
      assert.doesNotMatch(stdout + stderr, /service|hunter|12/i);
    });

  it("uses a proxy without a scheme by HTTP", async () => {
    const proxy = await listen({
      onConnection: (socket) => void socket.once("data", () => socket.end(answer(502, ""))),
    });
    const { stdout } = await checkThroughProxy(proxy.url.replace("http://", ""));
    await proxy.close();
    assert.match(stdout, /The proxy refused the tunnel to .* \(HTTP 502\)\..* Proxy: http:/);
  });

  for (const status of [101, 200, 302, 407, 502])
    it(`reports a proxy that responds to CONNECT with ${status} and no tunnel`, async () => {
      const respond = (socket: Socket) => socket.end(answer(status, '{"campaigns":[]}'));
      const proxy = await listen({
        onConnection: (socket) => void socket.once("data", () => respond(socket)),
      });
      const { code, stdout } = await checkThroughProxy(proxy.url);
      await proxy.close();
      assert.equal(code, 4);
      assert.match(stdout, /✗ .*https:\/\/rest\.example\.com.* Proxy: http/);
      if (status !== 200)
        assert.match(
          stdout,
          new RegExp(`The proxy refused the tunnel to https://rest.example.com \\(HTTP ${status}\\)`),
        );
    });

  it("redacts a short key as `pulumi up` does", async () => {
    response = { status: 401, body: { message: "Invalid API key: k3y." } };
    const { stdout } = await check([], { BRAZE_API_KEY: "k3y" });
    assert.match(stdout, /"Invalid API key: \[redacted\]\."/);
  });

  it("redacts six characters of the key in a message", async () => {
    response = { status: 401, body: { message: `Invalid API key: ${apiKey.slice(3, 9)}…` } };
    assert.match((await check()).stdout, /"Invalid API key: \[redacted\]…"/);
  });

  it("shows hostile text harmlessly", async () => {
    response = { status: 401, body: { message: `\u001b[2J\u202e##[error]${"x".repeat(60_000)}` } };
    for (const format of ["terminal", "json", "csv"]) {
      const { stdout } = await check(["--format", format]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      assert.doesNotMatch(stdout, /[\u001b\u202e]|##\[/);
      assert.ok(stdout.length < 2000);
    }
  });

  describe("with several workspaces", () => {
    const config = (workspaces: object) =>
      JSON.stringify({
        "braze:workspaces": { value: JSON.stringify(workspaces), objectValue: workspaces, secret: true },
        "other:setting": { secret: true },
      });

    it("checks each, and reports the lowest exit code", async () => {
      response = { body: { message: "success", campaigns: [] } };
      const stdin = config({
        outdoor: { apiKey, endpoint: braze.url },
        asia: { apiKey, endpoint: "http://127.0.0.1:9" },
        mistaken: { apiKey, endpoint: "https://rest.fra-01.braze.com" },
      });
      const { code, stdout } = await pulumiBraze(["check", "--config", "-", "--format", "json"], { stdin });
      assert.equal(code, 3);
      assert.deepEqual(
        JSON.parse(stdout).map(({ workspace, verdict }: Record<string, unknown>) => [workspace, verdict]),
        [
          ["outdoor", "valid"],
          ["asia", "not reached"],
          ["mistaken", "invalid key or instance"],
        ],
      );
      assert.match(stdout, /the instance EU-01: .*https:\/\/rest\.fra-01\.braze\.eu/);
      assert.deepEqual(braze.requests, ["GET /campaigns/list?page=0"]);
    });

    it("checks one", async () => {
      const stdin = config({ outdoor: { apiKey, endpoint: braze.url }, asia: { apiKey } });
      const one = await pulumiBraze(["check", "--config", "-", "--workspace", "outdoor"], { stdin });
      assert.equal(one.code, 0);
      assert.match(one.stdout, /^Workspace "outdoor" \(http:\/\/127/);
      const other = await pulumiBraze(["check", "--config", "-", "--workspace", "asia"], { stdin });
      assert.equal(other.code, 2);
      assert.match(other.stdout, /has no instance or endpoint/);
      const unknown = await pulumiBraze(["check", "--config", "-", "--workspace", "nowhere"], { stdin });
      assert.equal(unknown.code, 2);
      assert.match(unknown.stdout, /"nowhere" is not/);
    });

    it("says how to include the secrets", async () => {
      const { code, stderr } = await pulumiBraze(["check", "--config", "-"], {
        stdin: '{"braze:apiKey":{"secret":true}}',
      });
      assert.equal(code, 2);
      assert.match(stderr, /does not contain the secrets\. Run `pulumi config --json --show-secrets`/);
    });
  });

  it("says what is not configured", async () => {
    const { code, stdout } = await pulumiBraze(["check"]);
    assert.equal(code, 2);
    assert.match(
      stdout,
      /No API key is configured.*with --config only\. Run `pulumi config --json --show-secrets \| npx pulumi-braze check --config -`\./,
    );
    for (const env of [{ BRAZE_INSTANCE: "US-6" }, { BRAZE_API_KEY: "a key" }, { BRAZE_WORKSPACES: "[]" }]) {
      const run = await pulumiBraze(["check"], { env });
      assert.equal(run.code, 2);
      assert.doesNotMatch(run.stdout + run.stderr, /--config only/);
    }
    assert.equal((await pulumiBraze(["check", "--nonsense"])).code, 2);
  });
});
