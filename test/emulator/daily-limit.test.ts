import assert from "node:assert/strict";
import { campaignId, closeEmulators, limits, otherCampaignId, start } from "./test-emulator";

const evening = new Date("2030-05-01T23:59:00Z");
const seconds = (text: string) => String(Date.parse(text) / 1000);

describe("emulator: daily limit", () => {
  afterEach(closeEmulators);

  it("responds 429 when it is used up, and resets at midnight UTC", async () => {
    const emulator = await start({ dailyLimit: 2, startTime: evening });
    const create = (sendId: string) => emulator.create({ campaign_id: campaignId, send_id: sendId });
    await create("1");
    assert.deepEqual(limits(await create("2")), ["2", "0", seconds("2030-05-02T00:00:00Z")]);
    const refused = await create("3");
    assert.equal(refused.status, 429);
    assert.deepEqual(limits(refused), ["2", "0", seconds("2030-05-02T00:00:00Z")]);
    assert.equal(refused.headers.get("retry-after"), null);

    emulator.clock.advance(60_000);
    const next = await create("3");
    assert.equal(next.status, 201);
    assert.deepEqual(limits(next), ["2", "1", seconds("2030-05-03T00:00:00Z")]);
  });

  it("is a window on a fixed clock, not a rolling one", async () => {
    const emulator = await start({ dailyLimit: 1, startTime: evening });
    assert.equal((await emulator.create({ campaign_id: campaignId })).status, 201);
    emulator.clock.set(new Date("2030-05-02T00:00:00Z"));
    assert.equal((await emulator.create({ campaign_id: campaignId })).status, 201);
    emulator.clock.set(new Date("2030-05-02T23:59:59Z"));
    assert.equal((await emulator.create({ campaign_id: campaignId })).status, 429);
    emulator.clock.set(evening);
    assert.equal((await emulator.create({ campaign_id: campaignId })).status, 429);
  });

  it("counts pairs: the same send ID for two campaigns counts twice", async () => {
    const emulator = await start({ dailyLimit: 2 });
    for (const campaign of [campaignId, otherCampaignId])
      assert.equal((await emulator.create({ campaign_id: campaign, send_id: "same" })).status, 201);
    assert.equal((await emulator.create({ campaign_id: campaignId, send_id: "more" })).status, 429);
  });

  for (const [countRejected, remaining] of [
    [undefined, "97"],
    [true, "97"],
    [false, "99"],
  ] as const)
    it(`counts a rejected request with a known key, with countRejected ${countRejected}`, async () => {
      const emulator = await start(countRejected === undefined ? {} : { countRejected });
      await emulator.create({ campaign_id: "unknown" });
      await emulator.create("{");
      await emulator.create({ campaign_id: campaignId }, { authorization: "Bearer wrong" });
      assert.equal(limits(await emulator.create({ campaign_id: campaignId }))[1], remaining);
    });

  it("rejects every create with a limit of 0", async () => {
    const emulator = await start({ dailyLimit: 0 });
    assert.equal((await emulator.create({ campaign_id: campaignId })).status, 429);
  });

  for (const [choice, statuses, remaining] of [
    ["same", [201, 201, 201, 429], ["1", "1", "0", "0"]],
    ["counted", [201, 201, 429, 429], ["1", "0", "0", "0"]],
    ["error", [201, 400, 201, 429], ["1", "1", "0", "0"]],
  ] as const)
    it(`a repeated pair: ${choice}`, async () => {
      const emulator = await start({ repeatedPair: choice, dailyLimit: 2, countRejected: false });
      const responses = [];
      for (const sendId of ["a", "a", "b", "c"])
        responses.push(await emulator.create({ campaign_id: campaignId, send_id: sendId }));
      assert.deepEqual(
        responses.map(({ status }) => status),
        statuses,
      );
      assert.deepEqual(
        responses.map((response) => limits(response)[1]),
        remaining,
      );
      const created = statuses.flatMap((status, index) =>
        status === 201 && index !== 1 ? ["aabc"[index]] : [],
      );
      assert.deepEqual(
        emulator.created.map(({ sendId }) => sendId),
        created,
      );
      assert.deepEqual(
        emulator.requests.map(({ created }) => created),
        statuses.map((status, index) => status === 201 && index !== 1),
      );
    });

  it("does not count generated send IDs with countGenerated: false, and never repeats one", async () => {
    const emulator = await start({ countGenerated: false, dailyLimit: 1, successStatus: 200 });
    const responses = [];
    for (const fields of [{}, {}, { send_id: "own" }, {}, { send_id: "too-many" }])
      responses.push(await emulator.create({ campaign_id: campaignId, ...fields }));
    assert.deepEqual(
      responses.map((response) => `${response.status} ${limits(response)[1]}`),
      ["200 1", "200 1", "200 0", "200 0", "429 0"],
    );
    assert.equal(new Set(emulator.created.map(({ sendId }) => sendId)).size, 4);
  });

  it("is exact with concurrent requests", async () => {
    const emulator = await start({ dailyLimit: 100 });
    const responses = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        emulator.create({ campaign_id: campaignId, ...(index % 2 === 0 && { send_id: `own-${index}` }) }),
      ),
    );
    const successes = responses.filter(({ status }) => status === 201);
    assert.equal(successes.length, 100);
    assert.equal(responses.filter(({ status }) => status === 429).length, 200);
    assert.equal(emulator.created.length, 100);
    assert.deepEqual(
      successes.map((response) => Number(limits(response)[1])).sort((a, b) => a - b),
      Array.from({ length: 100 }, (_, index) => index),
    );
    assert.deepEqual(
      new Set(successes.map(({ body }) => body.send_id)),
      new Set(emulator.created.map(({ sendId }) => sendId)),
    );
  });
});
