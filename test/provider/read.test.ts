import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { timeoutCode } from "../../provider/src/braze/describe-error";
import { createReader, type Reader } from "../../provider/src/braze/read";
import { type Campaign, filterCampaigns, readCampaigns } from "../../provider/src/braze/read-campaigns";
import { readDataSeries } from "../../provider/src/braze/read-data-series";
import type { Response } from "../../provider/src/braze/read-response";
import type { RequestResult, sendRequest } from "../../provider/src/braze/send-request";
import { explainRead } from "../../provider/src/failures/explain-read";

const connection = {
  apiKey: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  endpoint: "https://rest.iad-06.braze.com",
};
const brazeTime = Date.UTC(2026, 11, 1, 9, 30);
const success = { sent: true, status: 200, headers: {}, body: '{"message":"success"}' };

/** Reads with scripted results, of which the last one is repeated, by a machine whose clock is wrong. */
function reader(results: RequestResult[], { error = 0, maxWait = 60_000 } = {}) {
  let elapsed = 0;
  const requests: Parameters<typeof sendRequest>[] = [];
  const slept: number[] = [];
  const read = createReader(
    connection,
    { timeout: 30_000, maxWait },
    {
      async send(...request) {
        const result = results[Math.min(requests.length, results.length - 1)];
        requests.push(request);
        await nextTurn();
        return result as RequestResult;
      },
      now: () => new Date(brazeTime + elapsed + error),
      elapsed: () => elapsed,
      async sleep(milliseconds) {
        slept.push(milliseconds);
        await nextTurn();
        elapsed += milliseconds;
      },
    },
  );
  return { read: () => read("/campaigns/list", { page: "0" }), slept, requests };
}

const limited = (seconds: number) => ({
  sent: true,
  status: 429,
  headers: {
    date: new Date(brazeTime).toUTCString(),
    "x-ratelimit-reset": String(brazeTime / 1000 + seconds),
  },
  body: '{"message":"too many"}',
});
const exhausted = (seconds: number) => ({
  ...success,
  headers: { ...limited(seconds).headers, "x-ratelimit-remaining": "0" },
});
const timedOut = { sent: true, errorCode: timeoutCode };
const unreached = { sent: false, errorCode: "ECONNREFUSED" };

describe("a read", () => {
  it("sends a GET request with the key's connection and the timeout", async () => {
    const { read, requests } = reader([success]);
    await read();
    const request = { method: "GET", path: "/campaigns/list", query: { page: "0" } };
    assert.deepEqual(requests, [[connection, request, 30_000]]);
  });

  it("sends the first request alone", async () => {
    const { read, requests } = reader([success]);
    const reads = [read(), read(), read()];
    assert.equal(requests.length, 1);
    await Promise.all(reads);
    assert.equal(requests.length, 3);
  });

  for (const minutes of [-24 * 60, -2, 0, 2, 24 * 60])
    it(`waits as long as Braze's clock says if this machine's differs by ${minutes} minutes`, async () => {
      const { read, slept } = reader([limited(20), success], { error: minutes * 60_000 });
      assert.equal((await read()).kind, "success");
      assert.deepEqual(slept, [20_500]);
    });

  it("fails at once if the limit resets after the maximum wait, and sends no more", async () => {
    const { read, slept, requests } = reader([limited(61), success]);
    for (let count = 0; count < 3; count++) {
      const response = await read();
      assert.deepEqual(response, { ...response, kind: "limited", text: "too many" });
    }
    assert.deepEqual([slept, requests.length], [[], 1]);
  });

  it("waits as long as the maximum wait", async () => {
    const { read, slept } = reader([limited(20), success], { maxWait: 20_000 });
    assert.equal((await read()).kind, "success");
    assert.deepEqual(slept, [20_500]);
  });

  it("waits five seconds if no reset is given, from the time of the response", async () => {
    const { read, slept } = reader([{ ...success, status: 500 }, { ...limited(0), headers: {} }, success]);
    assert.equal((await read()).kind, "success");
    assert.deepEqual(slept, [1000, 5500]);
  });

  it("waits half a second if the reset has passed", async () => {
    const { read, slept } = reader([limited(-5), success]);
    assert.equal((await read()).kind, "success");
    assert.deepEqual(slept, [500]);
  });

  it("waits before the next request if a success has used the limit up", async () => {
    const { read, slept, requests } = reader([exhausted(20), success]);
    assert.equal((await read()).kind, "success");
    assert.deepEqual(slept, []);
    assert.equal((await read()).kind, "success");
    assert.deepEqual([slept, requests.length], [[20_500], 2]);
  });

  it("sends no more if a success has used up a limit that resets after the maximum wait", async () => {
    const { read, slept, requests } = reader([exhausted(61)]);
    assert.equal((await read()).kind, "success");
    const response = await read();
    assert.deepEqual(response, { ...response, kind: "limited", text: undefined });
    assert.deepEqual([slept, requests.length], [[], 1]);
  });

  it("gives up after three responses with 429", async () => {
    const { read, slept, requests } = reader([limited(20)]);
    const response = await read();
    assert.deepEqual(response, { ...response, kind: "limited", attempts: 3 });
    assert.deepEqual([slept, requests.length], [[20_500, 20_500], 3]);
    assert.equal((await read()).kind, "limited");
    assert.equal(requests.length, 6);
  });

  for (const status of [408, 499, 500, 502, 503, 302])
    it(`repeats a request after ${status}, up to twice`, async () => {
      const { read, slept, requests } = reader([{ ...success, status }]);
      const response = await read();
      assert.equal(response.kind, "failed");
      assert.deepEqual([slept, requests.length], [[1000, 2000], 3]);
      assert.equal(
        explainRead(response as never, connection, { permission: "campaigns.list", again: "run it again" }),
        `Braze responded ${status} after 3 attempts. Braze's response: "success". Run it again.`,
      );
      await read();
      assert.equal(requests.length, 6);
    });

  for (const [what, result, kind] of [
    ["was not sent", unreached, "unreached"],
    ["is not responded to", { sent: true, errorCode: "ECONNRESET" }, "failed"],
    ["is not responded to in time", timedOut, "failed"],
    ["is responded to in part", { ...timedOut, status: 200, body: "{" }, "failed"],
  ] as const)
    it(`repeats a request that ${what}, up to twice, and then sends no more`, async () => {
      const { read, slept, requests } = reader([result]);
      for (let count = 0; count < 2; count++) {
        const response = await read();
        assert.deepEqual(response, { ...response, kind, attempts: 3 });
      }
      assert.deepEqual([slept, requests.length], [[1000, 2000], 3]);
    });

  it("sends further requests if another one was responded to in the meantime", async () => {
    const { read, requests } = reader([success, timedOut, success, timedOut, timedOut, success]);
    await read();
    const [failed, succeeded] = await Promise.all([read(), read()]);
    assert.deepEqual([failed.kind, succeeded.kind], ["failed", "success"]);
    assert.equal((await read()).kind, "success");
    assert.equal(requests.length, 6);
  });

  for (const [status, kind] of [
    [401, "unauthorized"],
    [403, "forbidden"],
  ] as const) {
    it(`sends nothing more after ${status}`, async () => {
      const { read, requests } = reader([{ ...success, status }]);
      for (const response of await Promise.all([read(), read(), read()])) assert.equal(response.kind, kind);
      assert.equal(requests.length, 1);
    });

    it(`does not wait for a limit after ${status}`, async () => {
      const { read, slept } = reader([{ ...exhausted(20), status }]);
      assert.deepEqual([(await read()).kind, (await read()).kind], [kind, kind]);
      assert.deepEqual(slept, []);
    });

    for (const [order, results, waits] of [
      [
        "after",
        [
          { ...success, status: 500 },
          { ...success, status },
        ],
        [1000],
      ],
      [
        "before",
        [
          { ...success, status },
          { ...success, status: 500 },
        ],
        [],
      ],
    ] as const)
      it(`repeats nothing if another request got ${status} ${order} a failure`, async () => {
        const { read, slept, requests } = reader([success, ...results]);
        await read();
        for (const response of await Promise.all([read(), read()])) assert.equal(response.kind, kind);
        assert.deepEqual([slept, requests.length], [waits, 3]);
      });
  }

  it("does not repeat a rejection", async () => {
    const { read, slept, requests } = reader([{ ...success, status: 400 }]);
    assert.equal((await read()).kind, "rejected");
    assert.deepEqual([slept, requests.length], [[], 1]);
  });

  const foreign = "not in its format: a proxy or another server may have responded";
  for (const [status, body, expected] of [
    [200, "{}", { kind: "success", body: {} }],
    [299, ' {"a":1}', { kind: "success", body: { a: 1 } }],
    [200, `{"a":"${connection.apiKey}"}`, { kind: "success", body: { a: "[redacted]" } }],
    [200, undefined, { kind: "failed", problem: foreign }],
    [200, "null", { kind: "failed", problem: foreign }],
    [200, '"success"', { kind: "failed", problem: foreign }],
    [200, "[{}]", { kind: "failed", problem: foreign }],
    [200, "<html>", { kind: "failed", problem: foreign }],
    [200, `{"a":[${Array(100_001).fill(0)}]}`, { kind: "failed", problem: "the response is too large" }],
    [199, '{"message":"x"}', { kind: "failed", text: "x" }],
    [300, '{"message":"x"}', { kind: "failed", text: "x" }],
    [400, '{"message":"x"}', { kind: "rejected", text: "x" }],
    [400, '{"errors":"x"}', { kind: "rejected", text: "x" }],
    [400, '{"error":"x","errors":["y","z"]}', { kind: "rejected", text: "x; y; z" }],
    [400, '{"message":" "}', { kind: "rejected" }],
    [400, `key ${connection.apiKey}`, { kind: "rejected", text: "key [redacted]" }],
    [400, undefined, { kind: "rejected" }],
    [400, "", { kind: "rejected" }],
    [400, " \n {  }  ", { kind: "rejected" }],
    [400, "{}", { kind: "rejected" }],
    [400, "  <html>", { kind: "rejected" }],
    [400, "a {}", { kind: "rejected", text: "a {}" }],
    [400, "{} a", { kind: "rejected", text: "{} a" }],
  ] as [number, string | undefined, Partial<Response>][])
    it(`understands ${status} with ${JSON.stringify(body)?.slice(0, 50) ?? "no body"}`, async () => {
      const response = await reader([{ sent: true, status, ...(body !== undefined && { body }) }]).read();
      const shown =
        response.kind === "success"
          ? { kind: response.kind, body: response.body }
          : { kind: response.kind, text: response.text, problem: response.problem };
      assert.deepEqual(
        shown,
        response.kind === "success" ? expected : { text: undefined, problem: undefined, ...expected },
      );
    });

  it("does not take an incomplete success for one", async () => {
    const response = await reader([{ ...success, errorCode: "ECONNRESET" }]).read();
    assert.deepEqual(response, { ...response, kind: "failed", text: undefined });
    assert.equal("problem" in response, false);
  });
});

/** A reader that responds to the requests in this order, and repeats the last response. */
function responding(...responses: Response[]) {
  const asked: Parameters<Reader>[] = [];
  const read: Reader = async (...request) => {
    asked.push(request);
    return responses[Math.min(asked.length, responses.length) - 1] as Response;
  };
  return { read, asked };
}
const succeeded = (body: object): Response => ({ kind: "success", body, result: success });
const failure: Response = { kind: "failed", result: timedOut, quota: {}, text: undefined };

describe("readDataSeries", () => {
  const pair = { campaignId: "c", sendId: "s" };

  it("reads the days of a send ID, and returns Braze's body", async () => {
    const { read, asked } = responding(succeeded({ data: [1] }));
    assert.deepEqual(await readDataSeries(read, pair, 14), succeeded({ data: [1] }));
    assert.deepEqual(asked, [["/sends/data_series", { campaign_id: "c", send_id: "s", length: "14" }]]);
  });

  it("returns a failure, and one for a success without a list", async () => {
    assert.equal(await readDataSeries(responding(failure).read, pair, 14), failure);
    assert.deepEqual(await readDataSeries(responding(succeeded({ data: {} })).read, pair, 14), {
      kind: "failed",
      result: success,
      quota: {},
      text: undefined,
      problem: "without a list of data: a proxy or another server may have responded",
    });
  });
});

describe("readCampaigns", () => {
  const page = (...campaigns: unknown[]) => succeeded({ campaigns });
  const full = (first: number) =>
    page(...Array.from({ length: 100 }, (_, index) => ({ id: `${first + index}`, name: "" })));

  it("reads all pages with archived ones, and then without", async () => {
    const { read, asked } = responding(full(0), full(100), page(), page());
    const counts: number[] = [];
    const { campaigns, failure } = await readCampaigns(read, (count) => counts.push(count));
    assert.deepEqual([campaigns.length, failure, counts], [200, undefined, [100, 200, 200]]);
    assert.deepEqual(asked, [
      ["/campaigns/list", { page: "0", include_archived: "true" }],
      ["/campaigns/list", { page: "1", include_archived: "true" }],
      ["/campaigns/list", { page: "2", include_archived: "true" }],
      ["/campaigns/list", { page: "0" }],
    ]);
  });

  it("takes what has an ID, with defaults for what has another type", async () => {
    const campaign = { id: "a", name: "A", tags: ["x", 1], last_edited: "2026", is_api_campaign: true };
    const odd = { id: "b", name: 1, tags: "x", last_edited: 1, is_api_campaign: "true" };
    const listed = page(campaign, odd, { id: 1 }, null, "c", undefined, campaign);
    const { campaigns } = await readCampaigns(responding(listed).read);
    assert.deepEqual(campaigns, [
      { id: "a", name: "A", tags: ["x"], lastEdited: "2026", archived: false, isApiCampaign: true },
      { id: "b", name: "", tags: [], lastEdited: null, archived: false, isApiCampaign: null },
    ]);
  });

  it("marks archived ones, and adds one that is listed without them only", async () => {
    const { read } = responding(page({ id: "a" }, { id: "b" }), page({ id: "b" }, { id: "c" }));
    const { campaigns } = await readCampaigns(read);
    assert.deepEqual(
      campaigns.map(({ id, archived }) => [id, archived]),
      [
        ["a", true],
        ["b", false],
        ["c", false],
      ],
    );
  });

  it("returns what was read before a failure, and does not guess what is archived", async () => {
    const { read, asked } = responding(full(0), failure);
    const incomplete = await readCampaigns(read);
    assert.deepEqual([incomplete.campaigns.length, incomplete.failure, asked.length], [100, failure, 2]);
    const { campaigns, ...rest } = await readCampaigns(responding(page({ id: "a" }), failure).read);
    assert.deepEqual([campaigns.map(({ archived }) => archived), rest], [[false], { failure }]);
  });

  it("has no failure if it is complete", async () =>
    assert.deepEqual(await readCampaigns(responding(page()).read), { campaigns: [] }));

  it("stops if a server ignores the page, or returns one new campaign on each", async () => {
    const same = responding(full(0));
    await readCampaigns(same.read);
    assert.equal(same.asked.length, 2 * 2);
    const { campaigns: repeated } = (full(0) as { body: { campaigns: unknown[] } }).body;
    let requests = 0;
    await readCampaigns(async () => page(...repeated.slice(1), { id: `new ${requests++}` }));
    assert.equal(requests, 2 * 1000);
  });

  it("stops at 100,000 campaigns if a server returns large pages", async () => {
    let requests = 0;
    const { campaigns } = await readCampaigns(async (_, query) => {
      requests++;
      return page(...Array.from({ length: 50_000 }, (_, index) => ({ id: `${query.page} ${index}` })));
    });
    assert.deepEqual([requests, campaigns.length], [2 * 2, 100_000]);
  });
});

describe("filterCampaigns", () => {
  const campaign = (name: string, ...tags: string[]) => ({ name, tags }) as Campaign;
  const campaigns = [
    campaign("Winter sale", "Sale", "EU"),
    campaign("Spring", "sale"),
    campaign("winter", "US"),
  ];
  for (const [filter, names] of [
    [{}, ["Winter sale", "Spring", "winter"]],
    [{ text: "WINTER" }, ["Winter sale", "winter"]],
    [{ tags: ["SALE"] }, ["Winter sale", "Spring"]],
    [{ tags: ["sale", "eu"] }, ["Winter sale"]],
    [{ text: "winter", tags: ["sale"] }, ["Winter sale"]],
  ] as const)
    it(`finds ${names} by ${JSON.stringify(filter)}`, () =>
      assert.deepEqual(
        filterCampaigns(campaigns, filter).map(({ name }) => name),
        names,
      ));
});
