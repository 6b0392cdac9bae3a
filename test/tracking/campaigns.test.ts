import assert from "node:assert/strict";
import { pulumiBraze } from "../support/pulumi-braze";
import { type ScriptedBraze, type ScriptedResponse, scriptedBraze } from "./scripted-braze";

const apiKey = "5f0c9d1e-4b7a-4c3d-9e8f-secret0key00";

describe("pulumi-braze campaigns", () => {
  let campaigns: Record<string, unknown>[] = [];
  let failure: ScriptedResponse | undefined;
  let braze: ScriptedBraze;
  before(async () => {
    braze = await scriptedBraze(({ searchParams }) => {
      const page = Number(searchParams.get("page"));
      if (failure !== undefined) return failure;
      const listed = campaigns.filter(({ archived }) => searchParams.has("include_archived") || !archived);
      return { body: { message: "success", campaigns: listed.slice(page * 100, page * 100 + 100) } };
    });
  });
  after(() => braze.close());
  beforeEach(() => {
    braze.requests.length = 0;
    failure = undefined;
  });

  const list = (...args: string[]) =>
    pulumiBraze(["campaigns", ...args], { env: { BRAZE_API_KEY: apiKey, BRAZE_REST_ENDPOINT: braze.url } });

  const campaign = (id: string, name: string, more: object = {}) => ({
    id,
    name,
    last_edited: "2026-11-20T10:00:00+00:00",
    is_api_campaign: true,
    tags: [],
    ...more,
  });

  it("redacts a short key in names and messages", async () => {
    const env = { BRAZE_API_KEY: "k3y", BRAZE_REST_ENDPOINT: braze.url };
    campaigns = [campaign("d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3", "Sale with k3y")];
    const listed = await pulumiBraze(["campaigns", "--format", "json"], { env });
    assert.match(listed.stdout, /"id": "d8b73da7-.*"name": "Sale with \[redacted\]"/s);
    failure = { status: 401, body: { message: "Invalid API key: k3y." } };
    const rejected = await pulumiBraze(["campaigns"], { env });
    assert.match(rejected.stderr, /"Invalid API key: \[redacted\]\."/);
  });

  it("lists them aligned, with hints", async () => {
    campaigns = [
      campaign("d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3", "Winter sale", { tags: ["winter", "sale"] }),
      campaign("aaaaaaaa-0b7c-fc72-1d80-e59c7f20f0d3", "Winter sale", { is_api_campaign: false }),
      campaign("bbbbbbbb-0b7c-fc72-1d80-e59c7f20f0d3", "冬セール", { archived: true }),
    ];
    const { code, stdout, stderr } = await list();
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout,
      [
        "CAMPAIGN API IDENTIFIER               NAME         LAST EDITED  TAGS          NOTES",
        "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3  Winter sale  2026-11-20   winter, sale",
        "aaaaaaaa-0b7c-fc72-1d80-e59c7f20f0d3  Winter sale  2026-11-20                 not API?",
        "bbbbbbbb-0b7c-fc72-1d80-e59c7f20f0d3  冬セール     2026-11-20                 archived",
        "",
        "3 campaigns",
        '2 campaigns are named "Winter sale". Use the identifier to distinguish them.',
        '"not API?": Braze does not report it as an API campaign. Send IDs are for messages sent through the API; what Braze reports for API-triggered campaigns is not documented.',
        "",
      ].join("\n"),
    );
  });

  it("reads every page, and filters by name and tag in upper or lower case", async () => {
    campaigns = Array.from({ length: 250 }, (_, index) =>
      campaign(`id-${index}`, `Campaign ${index}`, { tags: index % 2 === 0 ? ["Even"] : [] }),
    );
    const { stdout } = await list("campaign 24", "--tag", "even", "--format", "json");
    assert.deepEqual(
      JSON.parse(stdout).map(({ id }: { id: string }) => id),
      ["id-24", "id-240", "id-242", "id-244", "id-246", "id-248"],
    );
    assert.equal(braze.requests.length, 6);
    assert.match((await list("campaign 249")).stdout, /^1 of 250 campaigns$/m);
    assert.equal((await list("none of them")).stdout, "None of 250 campaigns matches.\n");
  });

  it("ends with a server that ignores the page", async () => {
    campaigns = [];
    failure = { body: { campaigns: Array(100).fill(campaign("same", "Same")) } };
    const { stdout } = await list("--format", "csv");
    assert.equal(stdout.trim().split("\n").length, 2);
    assert.equal(braze.requests.length, 4);
  });

  for (const [what, response, code, expected] of [
    [
      "a missing permission",
      { status: 403, body: { message: "Access Denied" } },
      6,
      /The key lacks the permission campaigns\.list,.*create a new key and set it/,
    ],
    [
      "a wrong key",
      { status: 401, body: { message: `Invalid API key: ${apiKey}` } },
      3,
      /to the key of another instance or workspace/,
    ],
    [
      "a success in another form",
      { body: { message: "success", campaigns: "none" } },
      5,
      /Braze responded 200, but without a list of campaigns/,
    ],
  ] as [string, ScriptedResponse, number, RegExp][])
    it(`says what to do about ${what}`, async () => {
      failure = response;
      const run = await list();
      assert.equal(run.code, code);
      assert.equal(run.stdout, "");
      assert.match(run.stderr, expected);
      assert.doesNotMatch(run.stderr, /secret0key/);
      assert.equal(braze.requests.length, 1);
    });

  it("makes hostile names harmless in every format", async () => {
    campaigns = [
      campaign(`=HYPERLINK("http://x")`, `\u001b]0;x\u0007\u202e##vso[x]\r\n${apiKey}${"x".repeat(60_000)}`, {
        tags: ["@SUM(1)", { deep: [] }, 7],
        last_edited: "\u001b[2J",
        is_api_campaign: "yes",
      }),
      { id: 7, name: null },
    ];
    for (const format of ["terminal", "csv", "json"]) {
      const { code, stdout } = await list("--format", format);
      assert.equal(code, 0);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u202e]|##vso|secret0key/, format);
      if (format !== "json") assert.ok(stdout.length < 3000);
      if (format === "csv") {
        const rows = stdout.trim().split("\n");
        assert.equal(rows.length, 2);
        assert.match(rows[1] ?? "", /^"'=HYPERLINK\(""http:\/\/x""\)",.*,"'@SUM\(1\)",/);
      }
      if (format === "json") assert.equal(JSON.parse(stdout).length, 1);
    }
  });
});
