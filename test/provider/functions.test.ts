import assert from "node:assert/strict";
import { readConfiguration } from "../../provider/src/configuration/configuration";
import { type Emulator, startEmulator } from "../../provider/src/emulator";
import { createCalls } from "../../provider/src/functions/call";
import { unknownValue } from "../../provider/src/resources/unknown";

const key = "9c41e6b2-57ad-4e08-b3f6-1a2d8c7095ef";
const idOf = (number: number) => `d8b73da7-0b7c-fc72-1d80-${String(number).padStart(12, "0")}`;

describe("a function", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({
      workspaces: [
        {
          apiKeys: [
            key,
            { key: "creating-key-0123", permissions: ["sends.id.create"] },
            { key: "reading-key-01234", permissions: ["campaigns.list"] },
          ],
          campaigns: [
            { id: idOf(1), name: "Winter sale", tags: ["Sale", "winter"] },
            { id: idOf(2), name: "Winter sale", archived: true },
            { id: idOf(3), name: "Spring sale", apiCampaign: false },
            { id: idOf(4), name: "Twice" },
            { id: idOf(5), name: "Twice" },
            { id: idOf(6), name: "Old", archived: true },
            ...Array.from({ length: 120 }, (_, at) => ({ id: idOf(100 + at), name: `Newsletter ${at}` })),
          ],
        },
      ],
    });
  });
  after(() => emulator.close());
  beforeEach(() => {
    requestsBefore = emulator.requests.length;
  });
  let requestsBefore = 0;
  const requests = () => emulator.requests.length - requestsBefore;

  const callsWith = (environment: Record<string, string | undefined> = {}) =>
    createCalls(
      readConfiguration(() => undefined, {
        BRAZE_API_KEY: key,
        BRAZE_REST_ENDPOINT: emulator.url,
        ...environment,
      }),
    );
  const get = (args: object, environment = {}) =>
    callsWith(environment)("braze:index:getCampaign", args as Record<string, unknown>);
  const list = async (args: object) => {
    const { campaigns } = (await callsWith()("braze:index:getCampaigns", args as never)) as {
      campaigns: { campaignId: string; name: string }[];
    };
    return campaigns;
  };

  it("finds the one campaign with a name, and returns what Braze says of it", async () => {
    const { lastEdited, ...rest } = (await get({ name: "Winter sale" })) as { lastEdited: string };
    assert.deepEqual(rest, {
      campaignId: idOf(1),
      name: "Winter sale",
      tags: ["Sale", "winter"],
      archived: false,
      isApiCampaign: true,
    });
    assert.ok(Date.parse(lastEdited) > 0);
    assert.equal(
      ((await get({ name: "Old", includeArchived: true })) as { archived: boolean }).archived,
      true,
    );
  });

  it("lists once for 50 lookups, and once for each connection", async () => {
    await get({ name: "Spring sale" });
    const ofOne = requests();
    const call = callsWith({
      BRAZE_WORKSPACES: JSON.stringify({
        same: { apiKey: key, endpoint: emulator.url },
        reading: { apiKey: "reading-key-01234", endpoint: emulator.url },
      }),
    });
    const lookUp = (at: number, workspace?: string) =>
      call("braze:index:getCampaign", { name: `Newsletter ${at}`, ...(workspace && { workspace }) });
    await Promise.all(Array.from({ length: 50 }, (_, at) => lookUp(at, at % 2 ? "same" : undefined)));
    assert.equal(requests(), 2 * ofOne);
    await Promise.all(Array.from({ length: 50 }, (_, at) => lookUp(at, "reading")));
    assert.equal(requests(), 3 * ofOne);
  });

  it("filters by name and tags in upper or lower case, in the order of the names", async () => {
    assert.deepEqual(
      (await list({ nameContains: "SALE" })).map(({ name, campaignId }) => [name, campaignId]),
      [
        ["Spring sale", idOf(3)],
        ["Winter sale", idOf(1)],
      ],
    );
    assert.deepEqual(
      (await list({ tags: ["sale", "WINTER"] })).map(({ campaignId }) => campaignId),
      [idOf(1)],
    );
    assert.deepEqual(
      (await list({ nameContains: "winter", includeArchived: true })).map(({ campaignId }) => campaignId),
      [idOf(1), idOf(2)],
    );
    assert.deepEqual(
      (await list({ nameContains: "newsletter 1" })).slice(0, 3).map(({ name }) => name),
      ["Newsletter 1", "Newsletter 10", "Newsletter 11"],
    );
  });

  const otherKey = "5d0f7e31-90aa-4c52-8f6b-77e1c2a4b9d3";
  const both = {
    BRAZE_WORKSPACES: JSON.stringify({ b: { apiKey: otherKey, endpoint: "https://rest.iad-06.braze.com" } }),
  };
  const messages: [string, object, RegExp, Record<string, string>?][] = [
    [
      "no match",
      { name: "Winter-Sale 2026" },
      new RegExp(
        `^No campaign in the default workspace is named "Winter-Sale 2026"\\. Use a name exactly as Braze shows it, .*:\n {2}${idOf(1)} {2}Winter sale, last edited \\d{4}-\\d\\d-\\d\\d\n {2}${idOf(2)} .*, archived\n(.*\n){8} {2}… and 116 more\\. .*$`,
      ),
    ],
    ["a name in another case", { name: "SPRING SALE" }, new RegExp(`:\n {2}${idOf(3)} {2}Spring sale`)],
    [
      "several matches",
      { name: "Twice" },
      new RegExp(
        `^2 campaigns in .* are named "Twice"\\. Rename all but one .*:\n {2}${idOf(4)} .*\n {2}${idOf(5)} .*$`,
      ),
    ],
    [
      "an archived one",
      { name: "Old" },
      new RegExp(
        `^The campaign "Old" in .* is archived\\. .* set includeArchived to true to use it:\n {2}${idOf(6)} .*, archived$`,
      ),
    ],
    [
      "a key without campaigns.list",
      { name: "Old" },
      /lacks the permission campaigns\.list, .* create a new key .*\nA function reads from Braze in a preview, too\. A preview needs a key with campaigns\.list; an update needs one that also has sends\.id\.create/,
      { BRAZE_API_KEY: "creating-key-0123" },
    ],
    [
      "no key",
      { name: "Old" },
      /^getCampaign sent no request: No API key is configured\. Set it with .*\nA function reads from Braze in a preview, too\./,
      { BRAZE_API_KEY: "" },
    ],
    ["no name", {}, /^getCampaign sent no request: name is required\.$/],
    ["an empty name", { name: " " }, /^getCampaign sent no request: name must not be empty\.$/],
    [
      "another argument",
      { name: "x", id: 1 },
      /sent no request: id is not an argument of getCampaign\. The arguments are/,
    ],
    ["a name that is not known yet", { name: unknownValue }, /sent no request: name is not known yet\.$/],
    [
      "an unknown workspace",
      { name: "x", workspace: "garden" },
      /sent no request: "garden" is not a configured workspace/,
    ],
    ["the key in a name", { name: `x ${key}` }, /^name contains the API key/],
    ["the key of another workspace as a name", { name: otherKey }, /^name contains the API key/, both],
    ["the key as a workspace", { name: "x", workspace: key }, /^workspace contains the API key/],
    ["the key as an argument", { name: "x", [key]: 1 }, /^The name of an argument contains the API key/],
    ["a name of megabytes", { name: "x".repeat(3_000_000) }, /name must have at most 1000 characters\.$/],
    [
      "a hostile name",
      { name: "\u001b[2J\u202e\n##[error]" },
      /is named "\\u\{1b\}\[2J\\u\{202e\}\\u\{a\}#\\u\{23\}\[error\]"/,
    ],
  ];
  for (const [what, args, expected, environment] of messages)
    it(`says what to do about ${what}`, async () => {
      await assert.rejects(get(args, environment), ({ message }: Error) => {
        assert.match(message, expected);
        for (const one of [key, otherKey]) assert.ok(!message.includes(one.slice(0, 12)));
        assert.ok(message.split("\n").length <= 12);
        return true;
      });
    });

  it("rejects the key as a tag, without a request", async () => {
    await assert.rejects(list({ tags: ["a", key] }), /^FunctionError: tags contains the API key/);
    assert.equal(requests(), 0);
  });

  it("lists again after a failure that may be temporary", async () => {
    let status = 500;
    let sent = 0;
    const call = createCalls(
      readConfiguration(() => undefined, { BRAZE_API_KEY: key, BRAZE_INSTANCE: "US-06" }),
      {
        send: async () => {
          sent++;
          const campaigns = [{ id: idOf(1), name: "A" }];
          return { sent: true, status, body: JSON.stringify({ message: "x", campaigns }) };
        },
        sleep: async () => {},
      },
    );
    const look = () => call("braze:index:getCampaign", { name: "A" });
    const failures = await Promise.allSettled([look(), look()]);
    assert.equal(sent, 3);
    const [one, other] = failures.map((failure) => failure.status === "rejected" && failure.reason);
    assert.match(
      String(one),
      /^FunctionError: Campaigns could not be listed: Braze responded 500 after 3 attempts/,
    );
    // The SDK prints an error of many calls once.
    assert.equal(one, other);
    status = 200;
    assert.equal(((await look()) as { campaignId: string }).campaignId, idOf(1));
    assert.equal(sent, 5);
  });

  it("does not repeat a rejected key", async () => {
    const call = callsWith({ BRAZE_API_KEY: "creating-key-0123" });
    for (let count = 0; count < 2; count++)
      await assert.rejects(call("braze:index:getCampaigns", {}), /lacks the permission campaigns\.list/);
    assert.equal(requests(), 1);
  });

  it("rejects an unknown token without a request", async () => {
    await assert.rejects(
      callsWith()("braze:index:getCanvas", {}),
      /"braze:index:getCanvas" is not a function .* Use braze:index:getCampaign or braze:index:getCampaigns\./,
    );
    assert.equal(requests(), 0);
  });
});
