import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "../provider/socket-server";
import { type CommandOptions, pulumiBraze, pulumiBrazeProcess } from "../support/pulumi-braze";
import { type ScriptedBraze, type ScriptedResponse, scriptedBraze } from "./scripted-braze";
import { campaignId, type Declared, exportedState, shownSecret } from "./state";

const apiKey = "5f0c9d1e-4b7a-4c3d-9e8f-secret0key00";

const tomorrow = String(Math.round(Date.now() / 1000) + 86_400);

describe("pulumi-braze results", () => {
  let respond: (sendId: string, url: URL) => ScriptedResponse | Promise<ScriptedResponse>;
  let braze: ScriptedBraze;
  let folder: string;
  before(async () => {
    braze = await scriptedBraze((url) => respond(url.searchParams.get("send_id") ?? "", url));
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-results-"));
  });
  after(async () => {
    await braze.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    braze.requests.length = 0;
    respond = (sendId) => ({ body: { message: "success", data: sendId === "unused" ? [] : data } });
  });

  const data = [
    {
      time: "2026-11-20",
      messages: {
        email: [{ variation_name: "A", sent: 12_300, unique_opens: 4210 }],
        ios_push: [{ sent: 40 }],
      },
      conversions: 120,
      revenue: 3400.5,
      unique_recipients: 11_980,
    },
    {
      time: "2026-11-22",
      messages: { email: [{ sent: 100, unique_opens: 10 }] },
      conversions: 0,
      revenue: 0,
    },
  ];

  const optionsFor = (declared: Declared[], env: Record<string, string> = {}): CommandOptions => ({
    env: { BRAZE_API_KEY: apiKey, BRAZE_REST_ENDPOINT: braze.url, ...env },
    stdin: exportedState(declared),
  });
  const results = (declared: Declared[], args: string[] = []) =>
    pulumiBraze(["results", ...args], optionsFor(declared));
  const resultsProcess = (declared: Declared[], env?: Record<string, string>) =>
    pulumiBrazeProcess(["results"], optionsFor(declared, env));

  it("names a send ID that has eleven characters in common with the key", async () => {
    const sendId = `sale-${apiKey.slice(0, 11)}`;
    respond = () => ({ status: 400, body: { message: `Invalid send_id: ${sendId}, sent with ${apiKey}` } });
    const { stdout } = await results([{ sendId, createdAt: "2026-11-19T08:00:00Z" }]);
    assert.ok(
      stdout.replace(/\s+/g, " ").includes(`"Invalid send_id: ${sendId}, sent with [redacted]"`),
      stdout,
    );
  });

  it("shows figures by channel, overall and by day, and what no data means", async () => {
    const { code, stdout, stderr } = await results([
      { sendId: "winter-sale-2026", createdAt: "2026-11-19T08:00:00Z" },
      { sendId: "unused", adopt: true },
    ]);
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.equal(
      stdout,
      `Results of 2 send IDs in the last 14 days: 1 with data, 1 without data.

unused  campaign ${campaignId}, adopted
  No data

winter-sale-2026  campaign ${campaignId}, created 2026-11-19
  email        12,400 sent  4,220 unique opens
  iOS push     40 sent
  overall      120 conversions  3,400.50 revenue  11,980 recipients of the campaign
  sent by day  █·▁  2026-11-20 to 2026-11-22, highest 12,340

No data: Braze has no figures for these days. Either no message was sent with the send ID, or none as a broadcast, or
the last one was sent more than 14 days ago and Braze no longer keeps its figures. The send ID may exist nevertheless.
Unique figures are the sum of all days: a user who is counted on two days counts twice.
`,
    );
    assert.deepEqual(
      braze.requests,
      ["unused", "winter-sale-2026"].map(
        (sendId) => `GET /sends/data_series?campaign_id=${campaignId}&send_id=${sendId}&length=14`,
      ),
    );
  });

  it("names the resource of a send ID that Braze generated", async () => {
    const createdAt = "2026-11-19T08:00:00Z";
    const { stdout } = await results([{ name: "weekly", sendId: "0b1c", generated: true, createdAt }]);
    assert.match(stdout, /^0b1c {2}resource weekly, campaign \S+, created 2026-11-19$/m);
  });

  it("selects by campaign, date and days", async () => {
    const declared = [
      { sendId: "old", createdAt: "2026-11-01T00:00:00Z" },
      { sendId: "new", createdAt: "2026-11-20T00:00:00Z" },
      {
        sendId: "other",
        campaignId: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
        createdAt: "2026-11-20T00:00:00Z",
      },
      { sendId: "adopted", adopt: true },
    ];
    await results(declared, ["--since", "2026-11-20", "--campaign", campaignId, "--days", "100"]);
    assert.deepEqual(
      braze.requests.map((request) => /send_id=(\w+)&length=100$/.exec(request)?.[1]),
      ["adopted", "new"],
    );
    for (const args of [
      ["--days", "0"],
      ["--days", "101"],
      ["--since", "yesterday"],
      ["--since", "2026-02-30"],
      ["--since", "2026-11-20T08:00:00Z"],
      ["--html", "-"],
      ["--format", "xml"],
    ])
      assert.equal((await results(declared, args)).code, 2, args.join(" "));
    assert.match((await results(declared, ["--campaign", "x"])).stdout, /^None of 4 send IDs matches\.$/m);
    assert.equal((await results([])).stdout, "The state has no send IDs.\n");
  });

  it("reads 100 send IDs with 100 requests, at most 8 at a time", async () => {
    respond = async () => {
      await new Promise((done) => setTimeout(done, 20));
      return { body: { message: "success", data } };
    };
    const declared = Array.from({ length: 100 }, (_, index) => ({ sendId: `send-${index}` }));
    const { code, stdout } = await results(declared, ["--format", "json"]);
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).results.length, 100);
    assert.equal(braze.requests.length, 100);
    assert.ok(braze.mostAtATime() <= 8 && braze.mostAtATime() > 1, `${braze.mostAtATime()} at a time`);
  });

  it("reads a pair that two stacks have once", async () => {
    const files = await Promise.all(
      ["dev", "prod"].map(async (stack) => {
        const file = join(folder, `${stack}.json`);
        await writeFile(file, exportedState([{ sendId: "shared" }], stack));
        return file;
      }),
    );
    const { stdout } = await results([], [...files, "--format", "csv"]);
    assert.match(stdout, /^shop,dev,/m);
    assert.match(stdout, /^shop,prod,/m);
    assert.equal(braze.requests.length, 1);
    const page = join(folder, "shared.html");
    await results([], [...files, "--html", page]);
    assert.match(await readFile(page, "utf8"), /<dl class="tiles"><div><dt>Sent<\/dt><dd>12,440<\/dd>/);
  });

  it("shows a send ID once if a file is given twice", async () => {
    const file = join(folder, "twice.json");
    await writeFile(file, exportedState([{ sendId: "one" }, { sendId: "two" }]));
    const { stdout } = await results([], [file, "--state", file]);
    assert.match(stdout, /^Results of 2 send IDs /);
  });

  it("uses the key of each workspace, and says which is missing", async () => {
    const config = join(folder, "config.json");
    const workspaces = { outdoor: { apiKey: "key-of-outdoor", endpoint: braze.url } };
    await writeFile(
      config,
      JSON.stringify({ "braze:workspaces": { value: JSON.stringify(workspaces), secret: true } }),
    );
    braze.keys.length = 0;
    const { code, stdout } = await results(
      [
        { sendId: "here" },
        { sendId: "there", workspace: "outdoor" },
        { sendId: "lost", workspace: "garden" },
      ],
      ["--config", config],
    );
    assert.equal(code, 2);
    assert.deepEqual(braze.keys.toSorted(), [`Bearer ${apiKey}`, "Bearer key-of-outdoor"]);
    assert.match(
      stdout,
      /^Default workspace\n\nhere.*^Workspace "garden"\n\nlost.*\n {2}Not read: "garden".*^Workspace "outdoor"\n\nthere/ms,
    );
  });

  describe("of send IDs with explicit providers", () => {
    const declared = [
      { sendId: "here" },
      { sendId: "there", provider: "eu" },
      { sendId: "tents", provider: "eu", workspace: "outdoor" },
    ];
    const workspaces = () => JSON.stringify({ outdoor: { apiKey: "key-of-tents", endpoint: braze.url } });
    beforeEach(() => braze.keys.splice(0));
    const ofProviders = (
      providers: Record<string, object>,
      args: string[] = [],
      env: Record<string, string> = {
        BRAZE_API_KEY: apiKey,
        BRAZE_REST_ENDPOINT: braze.url,
      },
    ) => pulumiBraze(["results", ...args], { env, stdin: exportedState(declared, "dev", providers) });

    it("uses each provider's own key, which an export with --show-secrets has", async () => {
      const eu = {
        apiKey: shownSecret("key-of-eu"),
        endpoint: braze.url,
        workspaces: shownSecret(workspaces()),
      };
      const { code, stdout } = await ofProviders({ eu });
      assert.equal(code, 0, stdout);
      assert.deepEqual(
        braze.requests.map((request, at) => [/send_id=(\w+)/.exec(request)?.[1], braze.keys[at]]).sort(),
        [
          ["here", `Bearer ${apiKey}`],
          ["tents", "Bearer key-of-tents"],
          ["there", "Bearer key-of-eu"],
        ],
      );
      assert.match(
        stdout,
        /^Default workspace\n\nhere.*^Provider "eu"\n\nthere.*^Workspace "outdoor" of the provider "eu"\n\ntents/ms,
      );
      assert.doesNotMatch(stdout, /key-of/);
      const csv = await ofProviders({ eu }, ["--format", "csv"]);
      assert.match(csv.stdout, /^shop,dev,tents,outdoor,eu,/m);
    });

    it("sends nothing with another key if the provider's is encrypted, and says what to do", async () => {
      const encrypted = {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        ciphertext: "v1:x:y",
      };
      for (const eu of [
        { apiKey: encrypted, endpoint: braze.url },
        { apiKey: { form: "unknown" }, endpoint: braze.url },
      ]) {
        const { code, stdout } = await ofProviders({ eu });
        assert.equal(code, 2);
        assert.match(
          stdout,
          /there .*\n {2}Not read: The settings of the provider "eu" are encrypted in this state\. .*\n? +`pulumi stack export --show-secrets`/,
        );
      }
      assert.deepEqual(new Set(braze.keys), new Set([`Bearer ${apiKey}`]));
      assert.match((await ofProviders({})).stdout, /The state does not contain the provider "eu"\./);
      assert.equal(braze.requests.filter((request) => /send_id=there|send_id=tents/.test(request)).length, 0);
    });

    it("reads a number and an object, as a program in YAML records them, with secrets in them", async () => {
      const settings = (tentsKey: unknown) => ({
        apiKey: shownSecret("key-of-eu"),
        endpoint: braze.url,
        timeoutSeconds: 10,
        workspaces: { outdoor: { apiKey: tentsKey, endpoint: braze.url } },
      });
      for (const eu of [
        settings(shownSecret("key-of-tents")),
        { ...settings(""), workspaces: shownSecret(settings("key-of-tents").workspaces) },
      ]) {
        braze.keys.splice(0);
        const { code, stdout } = await ofProviders({ eu });
        assert.equal(code, 0, stdout);
        assert.deepEqual(
          braze.keys.toSorted(),
          [`Bearer ${apiKey}`, "Bearer key-of-eu", "Bearer key-of-tents"].toSorted(),
        );
      }
      const { stdout } = await ofProviders({ eu: settings({ ...shownSecret(""), plaintext: undefined }) });
      assert.match(stdout, /The settings of the provider "eu" are encrypted in this state\./);
    });

    it("reads from the environment what a provider does not set, as an update does", async () => {
      const { stdout } = await ofProviders({ eu: {} });
      assert.match(stdout, /there .*\n {2}email/);
      assert.match(stdout, /"outdoor" is not a configured workspace/);
      const otherKey = await ofProviders({ eu: { endpoint: braze.url } });
      assert.match(otherKey.stdout, /The provider "eu" has an instance or endpoint, but no API key\./);
      const eu = {
        __internal: { envVarMappings: { EU_KEY: "BRAZE_API_KEY", UNSET: "BRAZE_REST_ENDPOINT" } },
      };
      braze.keys.splice(0);
      await ofProviders({ eu }, [], {
        BRAZE_API_KEY: apiKey,
        BRAZE_REST_ENDPOINT: braze.url,
        EU_KEY: "key-of-eu",
      });
      assert.deepEqual(braze.keys.toSorted(), ["Bearer key-of-eu", `Bearer ${apiKey}`].toSorted());
      const unset = await ofProviders({ eu: {} }, [], {});
      assert.match(
        unset.stdout,
        /The provider "eu" has no API key\. Set its argument apiKey, or BRAZE_API_KEY/,
      );
      const noInstance = await ofProviders({ eu: {} }, [], { BRAZE_API_KEY: apiKey });
      assert.match(noInstance.stdout, /The provider "eu" has no Braze instance\. Set its argument instance/);
      respond = () => ({ status: 401, body: {} });
      const rejected = await ofProviders({ eu: {} });
      assert.match(
        rejected.stdout,
        /rejected the request \(HTTP 401\)\. Check the key \(apiKey of the provider "eu" or/,
      );
    });
  });

  for (const [what, response, code, expected, requests] of [
    [
      "a missing permission",
      { status: 403, body: { message: "Access Denied" } },
      6,
      /lacks the\s+permission sends\.data_series,.*create a new key and set it/s,
      1,
    ],
    [
      "a wrong key",
      { status: 401, body: { message: `Invalid API key: ${apiKey}` } },
      3,
      /"Invalid API key: \[redacted\]".*to the key of another instance.*without the permission sends\.data_series/s,
      1,
    ],
    [
      "a rejected send ID",
      { status: 400, body: { message: "Invalid send_id" } },
      5,
      /rejected the request \(HTTP 400\)\. Braze's response: "Invalid send_id"/,
      3,
    ],
    [
      "a success in another format",
      { body: {} },
      5,
      /Braze responded 200, but without a list of data: a proxy or another server may have responded/,
      3,
    ],
    [
      "a rate limit that resets late",
      { status: 429, headers: { "x-ratelimit-reset": tomorrow }, body: {} },
      5,
      /resets at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/,
      1,
    ],
  ] as [string, ScriptedResponse, number, RegExp, number][])
    it(`says what to do about ${what}, with ${requests} of 3 requests`, async () => {
      respond = () => response;
      const run = await results(["a", "b", "c"].map((sendId) => ({ sendId })));
      assert.equal(run.code, code);
      assert.match(run.stdout, expected);
      assert.doesNotMatch(run.stdout + run.stderr, /secret0key/);
      assert.equal(braze.requests.length, requests);
    });

  it("waits as long as Retry-After says if no reset is given, and fails if that is too long", async () => {
    for (const value of ["0", new Date().toUTCString()]) {
      let count = 0;
      respond = () =>
        count++ === 0 ? { status: 429, headers: { "retry-after": value }, body: {} } : { body: { data } };
      const started = Date.now();
      assert.equal((await results([{ sendId: "one" }])).code, 0);
      assert.equal(count, 2);
      assert.ok(Date.now() - started < 4000, "sooner than without the header");
    }
    respond = () => ({ status: 429, headers: { "retry-after": "86400" }, body: {} });
    const { code, stdout } = await results([{ sendId: "one" }]);
    assert.equal(code, 5);
    assert.match(stdout, /resets at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  });

  it("waits for a rate limit that resets soon", async () => {
    let limited = 0;
    respond = () => {
      if (limited++ > 0) return { body: { message: "success", data } };
      const reset = String(Math.ceil(Date.now() / 1000));
      return { status: 429, headers: { "x-ratelimit-reset": reset }, body: {} };
    };
    const { code, stdout } = await resultsProcess([{ sendId: "a" }, { sendId: "b" }]);
    assert.equal(code, 0);
    assert.match(stdout, /2 with data/);
    assert.equal(braze.requests.length, 3);
  });

  it("stops before a limit that a response announces as exhausted", async () => {
    respond = () => ({
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": tomorrow },
      body: { message: "success", data },
    });
    const { code, stdout } = await results([{ sendId: "a" }, { sendId: "b" }]);
    assert.equal(code, 5);
    assert.match(stdout, /1 with data, 1 not read/);
    assert.equal(braze.requests.length, 1);
  });

  it("retries an outage", async () => {
    let count = 0;
    respond = () => (count++ === 0 ? { status: 503, body: "" } : { body: { message: "success", data } });
    assert.equal((await resultsProcess([{ sendId: "a" }])).code, 0);
    assert.equal(braze.requests.length, 2);
  });

  for (const [what, start, expected] of [
    ["never responds", "", /Not read: no response within braze:timeoutSeconds after 3 attempts\./g],
    [
      "never ends its response",
      "HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{",
      /Not read: Braze responded 200, but the response is incomplete after 3 attempts\./g,
    ],
  ] as const)
    it(`gives up after three requests to a server that ${what}`, async () => {
      const onConnection = (socket: Socket) => void socket.once("data", () => socket.write(start));
      const silent = await listen({ onConnection });
      const declared = Array.from({ length: 100 }, (_, index) => ({ sendId: `send-${index}` }));
      const env = { BRAZE_TIMEOUT_SECONDS: "1", BRAZE_REST_ENDPOINT: silent.url };
      const { code, stdout } = await resultsProcess(declared, env);
      await silent.close();
      assert.equal(code, 5);
      assert.equal(stdout.match(expected)?.length, 100);
      assert.equal(silent.connections, 3);
    });

  it("reads the other send IDs if the requests for one time out", async () => {
    respond = (sendId) =>
      sendId === "slow" ? new Promise(() => {}) : { body: { message: "success", data } };
    const declared = ["first", "slow", "third"].map((sendId) => ({ sendId }));
    const { stdout } = await resultsProcess(declared, { BRAZE_TIMEOUT_SECONDS: "1" });
    assert.match(stdout, /: 2 with data, 1 not read\./);
  });

  it("keeps Braze's response in JSON, and one row for each figure in CSV", async () => {
    const json = JSON.parse((await results([{ sendId: "a" }], ["--format", "json"])).stdout);
    assert.deepEqual(json.results[0].response, { message: "success", data });
    assert.deepEqual(json.results[0].totals.overall, {
      conversions: 120,
      revenue: 3400.5,
      unique_recipients: 11_980,
    });
    const { stdout } = await results([{ sendId: "a" }, { sendId: "unused" }], ["--format", "csv"]);
    const rows = stdout.trim().split("\n");
    const readAt = rows[1]?.split(",").at(-1) ?? "";
    assert.equal(new Date(readAt).toISOString(), readAt);
    assert.equal(
      rows[0],
      "project,stack,name,workspace,provider,campaign_id,send_id,created_at,status,date,channel,figure,value,read_at",
    );
    assert.ok(rows.includes(`shop,dev,a,,,${campaignId},a,,data,2026-11-20,email,sent,12300,${readAt}`));
    assert.ok(rows.includes(`shop,dev,a,,,${campaignId},a,,data,2026-11-20,,revenue,3400.5,${readAt}`));
    assert.ok(rows.includes(`shop,dev,unused,,,${campaignId},unused,,no data,,,,,${readAt}`));
  });

  it("prints one row for each send ID with --totals, for a spreadsheet", async () => {
    const { stdout } = await results(
      [{ sendId: "b" }, { sendId: "unused" }, { sendId: "a" }],
      ["--format", "csv", "--totals"],
    );
    const [header = "", ...rows] = stdout.trim().split("\n");
    assert.equal(
      header,
      "project,stack,name,workspace,provider,campaign_id,send_id,created_at,status," +
        "email_sent,email_unique_opens,ios_push_sent,conversions,revenue,unique_recipients,read_at",
    );
    assert.deepEqual(
      rows.map((row) => row.replace(/,[^,]*$/, "")),
      [
        `shop,dev,a,,,${campaignId},a,,data,12400,4220,40,120,3400.5,11980`,
        `shop,dev,b,,,${campaignId},b,,data,12400,4220,40,120,3400.5,11980`,
        `shop,dev,unused,,,${campaignId},unused,,no data,,,,,,`,
      ],
    );
    for (const format of ["terminal", "json"]) {
      const run = await results([{ sendId: "a" }], ["--format", format, "--totals"]);
      assert.deepEqual([run.code, run.stderr], [2, "error: --totals requires --format csv.\n"]);
    }
  });

  describe("--without a figure", () => {
    const email = (figures: object) => ({
      time: "2026-11-20",
      messages: { email: [{ sent: 5, ...figures }] },
    });
    const bySendId: Record<string, object[]> = {
      clicked: [email({ clicks: 2, unique_clicks: 1 })],
      "clicked-once": [email({ clicks: 0 }), email({ clicks: 1 })],
      ignored: [email({ clicks: 0, unique_clicks: 0, opens: 4 })],
      push: [{ time: "2026-11-20", messages: { ios_push: [{ sent: 5, body_clicks: 3 }] } }],
      text: [{ time: "2026-11-20", messages: { sms: [{ sent: 5 }] } }],
      unused: [],
    };
    const declared = Object.keys(bySendId).map((sendId) => ({ sendId }));
    beforeEach(() => {
      respond = (sendId) =>
        sendId === "bad"
          ? { status: 400, body: {} }
          : { body: { message: "success", data: bySendId[sendId] ?? [] } };
    });

    it("shows which send IDs got no clicks of any kind, and those without data", async () => {
      const { code, stdout, stderr } = await results(declared, ["--without", "clicks"]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.deepEqual(
        [...stdout.matchAll(/^(\S+) {2}campaign/gm)].map(([, sendId]) => sendId),
        ["ignored", "text", "unused"],
      );
      assert.match(
        stdout,
        /^Results of 3 send IDs without clicks in the last 14 days: 2 with data, 1 without/,
      );
      assert.match(stdout, /^Clicks in SMS are missing: Braze records them without a send ID\.$/m);
      const page = join(folder, "without.html");
      const csv = await results(declared, [
        "--without",
        "opens",
        "--format",
        "csv",
        "--totals",
        "--html",
        page,
      ]);
      assert.deepEqual(
        csv.stdout
          .trim()
          .split("\n")
          .slice(1)
          .map((row) => row.split(",")[2]),
        ["clicked", "clicked-once", "push", "text", "unused"],
      );
      assert.match(await readFile(page, "utf8"), /<h1>Results of 5 send IDs without opens<\/h1>/);
    });

    it("keeps those that were not read, and their exit code", async () => {
      const { code, stdout } = await results(
        [{ sendId: "bad" }, { sendId: "clicked" }],
        ["--without", "clicks"],
      );
      assert.equal(code, 5);
      assert.match(stdout, /^Results of 1 send ID without clicks in the last 14 days: 1 not read\./);
    });

    it("names the figures that Braze reports if none has that name", async () => {
      const { stderr } = await results(declared, ["--without", "clikcs"]);
      assert.equal(
        stderr,
        "No send ID has the figure clikcs. Braze reports sent, clicks, unique_clicks, opens, body_clicks.\n",
      );
    });
  });

  it("is in the order of workspaces, campaigns, and names, as people read them", async () => {
    const [first, second] = ["aaaaaaaa-0b7c-fc72-1d80-e59c7f20f0d3", campaignId];
    const inOrder: Declared[] = [
      { sendId: "week-2", campaignId: first },
      { sendId: "Week-10", campaignId: first },
      { sendId: "week-11", campaignId: first },
      { sendId: "week-1", campaignId: second },
      { sendId: "a", workspace: "outdoor-2" },
      { sendId: "b", workspace: "Outdoor-10" },
      { sendId: "c", provider: "eu" },
    ];
    const orders = { written: inOrder, reversed: inOrder.toReversed() };
    for (const [name, declared] of Object.entries(orders)) {
      const { stdout } = await results(declared, ["--format", "csv", "--totals"]);
      const found = stdout
        .trim()
        .split("\n")
        .slice(1)
        .map((row) => row.split(",")[6]);
      assert.deepEqual(
        found,
        inOrder.map(({ sendId }) => sendId),
        name,
      );
      const list = await pulumiBraze(["list", "--format", "pairs"], optionsFor(declared));
      assert.deepEqual(
        list.stdout
          .trim()
          .split("\n")
          .map((pair) => pair.split(":")[1]),
        found,
        name,
      );
      const page = join(folder, "ordered.html");
      const { stdout: text } = await results(declared, ["--html", page]);
      const onPage = (await readFile(page, "utf8")).matchAll(/<h2>(.*?)<\/h2>/g);
      assert.deepEqual(
        [...onPage].map(([, sendId]) => sendId),
        found,
        name,
      );
      assert.deepEqual(
        [...text.matchAll(/^(\S+) {2}campaign/gm)].map(([, sendId]) => sendId),
        found,
        name,
      );
    }
  });

  it("says once for all send IDs what is missing, with a command that reads it from the stack", async () => {
    const declared = [{ sendId: "a" }, { sendId: "b" }, { sendId: "c" }];
    const page = join(folder, "missing.html");
    const { code, stdout } = await pulumiBraze(["results", "--html", page], {
      stdin: exportedState(declared),
    });
    assert.equal(code, 2);
    assert.equal(stdout.match(/No API key is configured/g)?.length, 1, stdout);
    for (const { sendId } of declared) assert.match(stdout, new RegExp(`^${sendId} {2}campaign`, "m"));
    assert.equal((await readFile(page, "utf8")).match(/No API key is configured/g)?.length, 1);
    const [, exported = "", command = ""] =
      /`pulumi stack export --file (\S+)`,\s+then\s+`pulumi config --json --show-secrets \| npx pulumi-braze (results .*?)`\./.exec(
        stdout,
      ) ?? [];
    const file = join(folder, exported);
    await writeFile(file, exportedState(declared));
    const config = {
      "braze:apiKey": { value: apiKey, secret: true },
      "braze:endpoint": { value: braze.url },
    };
    const run = await pulumiBraze(command.replace(exported, file).split(" "), {
      stdin: JSON.stringify(config),
    });
    assert.deepEqual([run.code, run.stderr], [0, ""]);
    assert.match(run.stdout, /^Results of 3 send IDs .* 3 with data\./);
    const fromFile = await pulumiBraze(["results", file]);
    assert.ok(fromFile.stdout.includes(`| npx pulumi-braze results ${file} --config -\``), fromFile.stdout);
  });

  it("makes hostile figures and names harmless in every format", async () => {
    const name = `<script>alert(1)</script>\u001b[2J\u202e##vso[x]`;
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    respond = () => ({
      body: `{"message":"success","deep":${deep},"data":[{"time":${JSON.stringify(`${name}</title>`)},"messages":{${JSON.stringify(
        `=${name}`,
      )}:[{"sent":1e308,${JSON.stringify(`@${name}${apiKey}`)}:2,"__proto__":3}],${JSON.stringify("x".repeat(60_000))}:[{"sent":1e308}]},"revenue":1e400}]}`,
    });
    const page = join(folder, "hostile.html");
    for (const format of ["terminal", "csv", "json"]) {
      const { code, stdout, stderr } = await results(
        [{ sendId: `=${name}`, workspace: "", campaignId: `"><img src=x onerror=alert(1)>` }],
        ["--format", format, "--html", page],
      );
      assert.equal(code, 0, stderr);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u202e]|##vso|secret0key/, format);
      if (format === "csv") assert.doesNotMatch(stdout, /(^|,)"?[=@]/m);
      if (format === "json") JSON.parse(stdout);
    }
    const html = await readFile(page, "utf8");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(html, /<script|<img|[\u0000-\u0009\u000b-\u001f\u202e]|secret0key|NaN|Infinity/);
  });

  it("rejects a response with so many values that it would take gigabytes of memory or exceed the stack", async () => {
    const channels = Array.from({ length: 200_000 }, (_, index) => `"c${index}":{"a":1}`).join();
    respond = () => ({
      body: `{"message":"success","data":[{"time":"2026-11-20","messages":{${channels}}}]}`,
    });
    const { code, stdout, stderr } = await resultsProcess([{ sendId: "a" }], { BRAZE_MAX_WAIT_SECONDS: "1" });
    assert.equal(stderr, "");
    assert.match(stdout, /Not read: Braze responded 200, but the response is too large after/);
    assert.equal(code, 5);
  });

  it("says what is wrong with its input", async () => {
    const both = await pulumiBraze(["results", "--config", "-"], { stdin: "{}" });
    assert.equal(both.code, 2);
    assert.match(both.stderr, /Standard input can be given only once/);
    const none = await pulumiBraze(["results", "--state", join(folder, "missing.json")]);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /the file does not exist/);
    const unwritable = await results([{ sendId: "a" }], ["--html", folder]);
    assert.equal(unwritable.code, 2);
    assert.match(unwritable.stderr, /cannot be written/);
  });
});
