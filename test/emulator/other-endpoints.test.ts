import assert from "node:assert/strict";
import { defaultApiKey, type EmulatorOptions } from "../../provider/src/emulator";
import { assertDescribed } from "./openapi-validation";
import {
  campaignId,
  closeEmulators,
  otherCampaignId,
  start,
  type TestEmulator,
  type TestResponse,
} from "./test-emulator";

const push = { apple_push: { alert: "Hello", message_variation_id: "v1" } };

describe("emulator: the other endpoints", () => {
  afterEach(closeEmulators);

  const described = (path: string, response: TestResponse) => {
    assertDescribed({ ...response, headers: Object.fromEntries(response.headers) }, path);
    return response;
  };
  const get = async (emulator: TestEmulator, path: string, query: Record<string, string> = {}) =>
    described(path, await emulator.request(`${path}?${new URLSearchParams(query)}`, { method: "GET" }));
  const post = async (emulator: TestEmulator, path: string, body: unknown) =>
    described(path, await emulator.request(path, { body }));
  const series = (emulator: TestEmulator, sendId: string, query: Record<string, string> = {}) =>
    get(emulator, "/sends/data_series", { campaign_id: campaignId, send_id: sendId, length: "3", ...query });

  describe("GET /campaigns/list", () => {
    it("lists 100 campaigns a page, with names and tags, without archived ones", async () => {
      const campaigns = Array.from({ length: 103 }, (_, at) => ({
        id: `campaign-${at}`,
        name: `Name ${at}`,
      }));
      const emulator = await start({
        campaigns: [
          ...campaigns,
          { id: "old", archived: true },
          { id: "tagged", tags: ["a", "b"], apiCampaign: false },
        ],
      });
      const pages = await Promise.all(
        ["0", "1", "2"].map((page) => get(emulator, "/campaigns/list", { page })),
      );
      assert.deepEqual(
        pages.map(({ body }) => body.campaigns.length),
        [100, 4, 0],
      );
      const { last_edited: _, ...tagged } = (pages[1] as TestResponse).body.campaigns[3];
      assert.deepEqual(tagged, {
        id: "tagged",
        name: "Campaign 105",
        is_api_campaign: false,
        tags: ["a", "b"],
      });
      const all = await get(emulator, "/campaigns/list", { page: "1", include_archived: "true" });
      assert.equal(all.body.campaigns.length, 5);
      const newest = await get(emulator, "/campaigns/list", { sort_direction: "desc" });
      assert.equal(newest.body.campaigns[0].id, "tagged");
    });

    it("lists a campaign that a create named, if no campaigns are configured", async () => {
      const emulator = await start();
      assert.deepEqual((await get(emulator, "/campaigns/list")).body.campaigns, []);
      await emulator.create({ campaign_id: campaignId });
      assert.equal((await get(emulator, "/campaigns/list")).body.campaigns[0].id, campaignId);
    });

    it("has the hourly limit, not the daily one", async () => {
      const emulator = await start({ dailyLimit: 5, startTime: new Date("2030-01-01T10:20:00Z") });
      await get(emulator, "/campaigns/list");
      const { headers } = await get(emulator, "/campaigns/list");
      assert.deepEqual(
        ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`)),
        ["250000", "249998", String(Date.parse("2030-01-01T11:00:00Z") / 1000)],
      );
      assert.equal(
        (await emulator.create({ campaign_id: campaignId })).headers.get("x-ratelimit-remaining"),
        "4",
      );
    });
  });

  it("GET /campaigns/details describes a campaign, and rejects an unknown one", async () => {
    const emulator = await start({
      campaigns: [{ id: campaignId, name: "Winter sale", channels: ["email", "sms"] }],
    });
    const { body } = await get(emulator, "/campaigns/details", { campaign_id: campaignId });
    assert.deepEqual([body.name, body.channels, body.first_sent], ["Winter sale", ["email", "sms"], null]);
    const unknown = await get(emulator, "/campaigns/details", { campaign_id: otherCampaignId });
    assert.deepEqual([unknown.status, unknown.body.message.slice(0, 19)], [400, "Invalid Campaign ID"]);
  });

  describe("a message sent with a send ID", () => {
    for (const [path, body, channel] of [
      ["/messages/send", { messages: push }, "ios_push"],
      ["/campaigns/trigger/send", {}, "email"],
    ] as const)
      it(`counts in its series: ${path}`, async () => {
        const emulator = await start({ startTime: new Date("2030-01-03T10:00:00Z") });
        for (const sendId of ["used", "unused"])
          await emulator.create({ campaign_id: campaignId, send_id: sendId });
        const fields = { campaign_id: campaignId, send_id: "used", ...body };
        const first = await post(emulator, path, { ...fields, external_user_ids: ["a", "b"] });
        assert.equal(first.status, 201, first.text);
        assert.match(first.body.dispatch_id, /^[0-9a-f]{32}$/);
        assert.equal(first.body.send_id, "used");
        emulator.clock.advance(24 * 60 * 60 * 1000);
        assert.equal((await post(emulator, path, { ...fields, broadcast: true })).status, 201);

        const { data } = (await series(emulator, "used")).body;
        assert.deepEqual(
          data.map(
            (day: {
              time: string;
              messages: Record<string, [{ sent: number }]>;
              unique_recipients: number;
            }) => [day.time, day.messages[channel]?.[0].sent, day.unique_recipients],
          ),
          [
            ["2030-01-02", undefined, 0],
            ["2030-01-03", 2, 2],
            ["2030-01-04", 1000, 1000],
          ],
        );
        assert.deepEqual((await series(emulator, "unused")).body.data, []);
        const earlier = await series(emulator, "used", { ending_at: "2030-01-03T23:00:00Z", length: "1" });
        assert.deepEqual(earlier.body.data[0].unique_recipients, 2);
        emulator.clock.advance(15 * 24 * 60 * 60 * 1000);
        assert.deepEqual((await series(emulator, "used")).body.data, []);
        assert.equal(emulator.created.length, 2);
      });
  });

  const variation_name = "Variation 1";
  const fields = { campaign_id: campaignId, send_id: "made", messages: push, broadcast: true };
  const rejected: [what: string, path: string, body: object, text: RegExp][] = [
    ["no recipients", "/messages/send", { messages: push }, /external_user_ids/],
    ["no messages", "/messages/send", { broadcast: true }, /messages/],
    ["no variation", "/messages/send", { ...fields, messages: { email: {} } }, /message_variation_id/],
    ["a send ID without a campaign", "/messages/send", { ...fields, campaign_id: undefined }, /campaign_id/],
    ["an unknown campaign", "/messages/send", { ...fields, campaign_id: "x" }, /Invalid Campaign ID/],
    ["a send ID that was not created", "/messages/send", { ...fields, send_id: "other" }, /was not created/],
    ["no campaign", "/campaigns/trigger/send", { broadcast: true }, /campaign_id/],
    ["a campaign that is not a string", "/campaigns/trigger/send", { campaign_id: 7 }, /campaign_id/],
  ];
  for (const [what, path, body, text] of rejected)
    it(`POST ${path} rejects ${what}`, async () => {
      const emulator = await start();
      await emulator.create({ campaign_id: campaignId, send_id: "made" });
      const response = await post(emulator, path, body);
      assert.equal(response.status, 400);
      assert.match(response.body.message, text);
    });

  for (const query of [{ length: "0" }, { length: "101" }, { length: "x" }, { ending_at: "yesterday" }])
    it(`GET /sends/data_series rejects ${JSON.stringify(query)}`, async () => {
      assert.equal((await series(await start(), "any", query as Record<string, string>)).status, 400);
    });

  describe("options for undocumented behavior:", () => {
    const unusual: [EmulatorOptions, (emulator: TestEmulator) => Promise<unknown>, unknown][] = [
      [{ unusedSendId: "zeros" }, async (it) => (await series(it, "any")).body.data.length, 3],
      [{ unusedSendId: "error" }, async (it) => (await series(it, "any")).status, 400],
      [
        { unregisteredSendId: "accepted" },
        async (it) => (await post(it, "/messages/send", fields)).status,
        201,
      ],
      [
        { unregisteredSendId: "accepted", repeatSendId: false },
        async (it) => (await post(it, "/messages/send", fields)).body.send_id,
        undefined,
      ],
      [
        { audienceSize: 7 },
        async (it) => {
          await it.create({ campaign_id: campaignId, send_id: "made" });
          await post(it, "/messages/send", fields);
          return (await series(it, "made")).body.data[2].unique_recipients;
        },
        7,
      ],
      [
        { openRate: 0.25, clickRate: 0.05, audienceSize: 1001 },
        async (it) => {
          await it.create({ campaign_id: campaignId, send_id: "made" });
          const messages = {
            ...push,
            email: { message_variation_id: "v1" },
            sms: { message_variation_id: "v1" },
          };
          await post(it, "/messages/send", { ...fields, messages });
          return (await series(it, "made")).body.data[2].messages;
        },
        {
          ios_push: [
            { variation_name, sent: 1001, direct_opens: 250, total_opens: 250, bounces: 0, body_clicks: 50 },
          ],
          email: [
            {
              variation_name,
              sent: 1001,
              opens: 250,
              unique_opens: 250,
              clicks: 50,
              unique_clicks: 50,
              unsubscribes: 0,
              bounces: 0,
              reported_spam: 0,
              delivered: 1001,
            },
          ],
          sms: [{ variation_name, sent: 1001 }],
        },
      ],
    ];
    for (const [options, ask, expected] of unusual)
      it(JSON.stringify(options), async () => assert.deepEqual(await ask(await start(options)), expected));
  });

  for (const [path, method, permission] of [
    ["/campaigns/list", "GET", "campaigns.list"],
    ["/campaigns/details", "GET", "campaigns.details"],
    ["/sends/data_series", "GET", "sends.data_series"],
    ["/messages/send", "POST", "messages.send"],
    ["/campaigns/trigger/send", "POST", "campaigns.trigger.send"],
  ] as const) {
    it(`${path} requires ${permission}`, async () => {
      const emulator = await start({
        workspaces: [
          {
            apiKeys: [
              { key: defaultApiKey, permissions: ["sends.id.create"] },
              { key: "can", permissions: [permission] },
            ],
          },
        ],
      });
      const body = method === "GET" ? {} : { body: {} };
      const denied = described(path, await emulator.request(path, { method, ...body }));
      assert.deepEqual([denied.status, denied.body], [403, { message: "Access Denied" }]);
      const can = { authorization: "Bearer can" };
      assert.notEqual((await emulator.request(path, { method, headers: can, ...body })).status, 403);
      const wrong = { authorization: "Bearer wrong" };
      assert.equal((await emulator.request(path, { method, headers: wrong, ...body })).status, 401);
    });

    it(`${path} can have a scripted fault`, async () => {
      const emulator = await start();
      emulator.script({ status: 503, when: { path } });
      assert.equal((await emulator.create({ campaign_id: campaignId })).status, 201);
      const body = method === "GET" ? {} : { body: {} };
      assert.equal((await emulator.request(path, { method, ...body })).status, 503);
      assert.notEqual((await emulator.request(path, { method, ...body })).status, 503);
    });
  }
});
