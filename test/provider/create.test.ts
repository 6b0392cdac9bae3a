import assert from "node:assert/strict";
import type { RequestResult } from "../../provider/src/braze/send-request";
import { readConfiguration } from "../../provider/src/configuration/configuration";
import type { Properties } from "../../provider/src/resources/definition";
import { CreateError, sendIdCreator } from "../../provider/src/resources/send-id/create";
import { createLedger } from "../../provider/src/resources/send-id/ledger";
import { unknownValue } from "../../provider/src/resources/unknown";

describe("create", () => {
  const configuration = readConfiguration(
    (key) =>
      ({
        "braze:workspaces": JSON.stringify({ outdoor: { apiKey: "key-0123456789", instance: "US-06" } }),
        "braze:timeoutSeconds": "7",
        "braze:maxWaitSeconds": "9",
      })[key],
    {},
  );
  const args = { campaignId: "c", workspace: "outdoor" };
  const createdAt = "2026-11-24T10:00:00.000Z";
  const created = (sendId: string): RequestResult => ({
    sent: true,
    status: 201,
    body: JSON.stringify({ message: "success", send_id: sendId }),
  });

  /** Creates send IDs with these results, the last one repeatedly, and records each request's timeout and each wait. */
  function creator(...results: RequestResult[]) {
    const timeouts: number[] = [];
    const waits: number[] = [];
    const createSendId = sendIdCreator(
      {
        now: () => new Date(createdAt),
        elapsed: () => waits.reduce((sum, wait) => sum + wait, 0),
        random: () => 1,
        sleep: async (wait) => void waits.push(wait),
        send: async (_connection, _request, timeout) => {
          const result = results[Math.min(timeouts.length, results.length - 1)];
          timeouts.push(timeout);
          return result ?? assert.fail();
        },
      },
      configuration,
      createLedger(configuration),
    );
    const create = (args: Properties, resource: string) => createSendId(args, resource, () => {});
    return { create, timeouts, waits };
  }

  it("records a generated send ID, its workspace and its time", async () => {
    const { create, timeouts } = creator(created("generated"));
    assert.deepEqual(await create(args, "a"), {
      id: "c/generated",
      state: { ...args, sendId: "generated", createdAt },
    });
    assert.deepEqual(timeouts, [7000]);
  });

  it("retries no longer than braze:maxWaitSeconds", async () => {
    const { create, waits } = creator({
      sent: true,
      status: 429,
      headers: { "x-ratelimit-reset": String(Date.parse(createdAt) / 1000 + 5) },
    });
    await assert.rejects(create(args, "a"), /was not created: the limit /);
    assert.deepEqual(waits, [5000]);
  });

  it("does not record Pulumi's marker for an unknown value", () =>
    assert.rejects(
      creator(created(unknownValue)).create(args, "a"),
      (error) => error instanceof CreateError && /may or may not have been created/.test(error.message),
    ));

  const other = (why: string) =>
    `Braze created send ID "other" instead of "own". The created one is recorded.\n${why}` +
    'To keep the recorded one, set sendId to "other" or remove sendId. Otherwise, the next update requests "own" again, ' +
    "which counts again.";

  it("records another send ID than requested, and reports it", () =>
    assert.rejects(creator(created("other")).create({ ...args, sendId: "own" }, "a"), {
      message: other(""),
      created: { id: "c/other", state: { ...args, sendId: "other", createdAt } },
    }));

  it("reports that the requested one may also have been created by an earlier request", () =>
    assert.rejects(
      creator({ sent: true, status: 502 }, created("other")).create({ ...args, sendId: "own" }, "a"),
      {
        message: other(
          '"own" may have been created, too: Braze responded 502 to an earlier request for it.\n',
        ),
      },
    ));

  it("sends nothing if an argument contains the key", async () => {
    const { create, timeouts } = creator(created("s"));
    await assert.rejects(
      create({ ...args, sendId: "key-0123456789" }, "a"),
      /nothing was sent to Braze:\nsendId contains the API key/,
    );
    assert.deepEqual(timeouts, []);
  });

  describe("after another one", () => {
    const own = { ...args, sendId: "own" };
    const other = { ...args, sendId: "other" };
    const [a, b, c] = ["a", "b", "c"].map((name) => `urn:pulumi:dev::shop::braze:index:SendId::${name}`) as [
      string,
      string,
      string,
    ];
    const lost: RequestResult = { sent: true, errorCode: "ECONNRESET" };
    const notSent: RequestResult = { sent: false, errorCode: "ENOTFOUND" };
    const rejected: RequestResult = { sent: true, status: 400, body: '{"message":"no"}' };
    const limited: RequestResult = { sent: true, status: 429 };
    const hour = 3_600_000;
    const limitedForAnHour: RequestResult = {
      ...limited,
      headers: { "x-ratelimit-reset": String((Date.parse(createdAt) + hour) / 1000) },
    };
    const nothing = undefined;
    const again = /\nNo request was sent again\.$/;
    const first = (text: string) => new RegExp(`${text}(?!.*No request was sent again)`, "s");
    const heldByA = /and no request was sent: "a" has it in this stack\./;

    /** One process, in which each create gets one response to all of its requests, or must send none. */
    function oneProcess() {
      const ledger = createLedger(configuration);
      let response: RequestResult | Error | undefined;
      let elapsed = 0;
      let requests = 0;
      const createSendId = sendIdCreator(
        {
          now: () => new Date(createdAt),
          elapsed: () => elapsed,
          random: () => 0,
          sleep: async () => {},
          send: async () => {
            requests++;
            if (response instanceof Error) throw response;
            return response ?? assert.fail("a request was sent");
          },
        },
        configuration,
        ledger,
      );
      return {
        ledger,
        pass: (time: number) => {
          elapsed += time;
        },
        create: async (resource: string, args: Properties, received: typeof response) => {
          response = received;
          requests = 0;
          const result = await createSendId(args, resource, () => {}).then(
            ({ state }) => state.sendId,
            (error) => error,
          );
          assert.equal(requests > 0, received !== nothing, String(result));
          return result;
        },
      };
    }

    type Create = [
      resource: string,
      args: Properties,
      response: RequestResult | Error | undefined,
      expected: string | { message: RegExp; mayExist?: boolean; recorded?: string },
      /** How much time passes before. */
      after?: number,
    ];
    const cases: [what: string, creates: Create[]][] = [
      [
        "reports an unknown outcome again",
        [
          [a, own, lost, { message: first("may or may not have been created"), mayExist: true }],
          [a, own, nothing, { message: again, mayExist: true }],
        ],
      ],
      [
        "reports a rejection again, for another resource, too",
        [
          [a, own, rejected, { message: first("rejected the request"), mayExist: false }],
          [a, own, nothing, { message: again, mayExist: false }],
          [b, own, nothing, { message: again, mayExist: false }],
        ],
      ],
      [
        "reports a limit again until it resets",
        [
          [a, own, limitedForAnHour, { message: first("the limit .* is reached"), mayExist: false }],
          [a, own, nothing, { message: again, mayExist: false }],
          [a, own, limitedForAnHour, { message: first("the limit .* is reached"), mayExist: false }, hour],
        ],
      ],
      [
        "reports the limit that holds, not the failed connection before",
        [
          [a, own, notSent, { message: first("could not be reached"), mayExist: false }],
          [b, other, limited, { message: first("the limit .* is reached"), mayExist: false }],
          [a, own, nothing, { message: first("because an earlier one in this update"), mayExist: false }],
          [a, own, nothing, { message: first("because an earlier one in this update"), mayExist: false }],
        ],
      ],
      [
        "reports another send ID again, recorded for its own resource only",
        [
          [a, own, created("other"), { message: first('"other" instead of "own"'), recorded: "other" }],
          [a, own, nothing, { message: again, recorded: "other" }],
          [b, own, nothing, { message: again, mayExist: true }],
          [c, other, nothing, { message: heldByA, mayExist: false }],
        ],
      ],
      [
        "does not request a send ID that Braze generated for another resource",
        [
          [a, args, created("other"), "other"],
          [b, other, nothing, { message: heldByA, mayExist: false }],
        ],
      ],
      [
        "does not request a send ID that an incomplete response names",
        [
          [
            a,
            args,
            { ...created("other"), errorCode: "ECONNRESET" },
            { message: first('sendId: "other"'), mayExist: true },
          ],
          [b, other, nothing, { message: again, mayExist: true }],
        ],
      ],
      [
        "does not request what failed unexpectedly",
        [
          [a, own, new Error("a bug"), { message: /^a bug$/ }],
          [a, own, nothing, { message: /^a bug\nNo request was sent again\.$/, mayExist: true }],
        ],
      ],
    ];
    for (const [what, creates] of cases)
      it(what, async () => {
        const { create, pass } = oneProcess();
        for (const [resource, args, response, expected, after = 0] of creates) {
          pass(after);
          const result = await create(resource, args, response);
          if (typeof expected === "string") assert.equal(result, expected);
          else {
            assert.match(result.message, expected.message);
            assert.deepEqual(
              [result.mayExist, result.created?.state.sendId],
              [expected.mayExist, expected.recorded],
            );
          }
        }
      });

    it("names the resource that is requesting the same send ID", async () => {
      const { create, timeouts } = creator(created("own"));
      const creates = [create(own, a), create(own, b)];
      await assert.rejects(creates[1] as Promise<unknown>, /and no request was sent: "a" is requesting it\./);
      await creates[0];
      assert.equal(timeouts.length, 1);
    });

    it("leaves a send ID with its resource, if the request for its replacement was not sent", async () => {
      const { create, ledger } = oneProcess();
      const key = ledger.keyOf(own);
      ledger.record(key, a);
      assert.match((await create(a, own, notSent)).message, /could not be reached/);
      assert.deepEqual([...ledger.requested], []);
      assert.match((await create(b, own, nothing)).message, heldByA);
      assert.equal(await create(a, own, created("own")), "own");
      ledger.record(key, a);
      assert.match((await create(a, own, notSent)).message, /could not be reached/);
      assert.equal(ledger.holderOf(key, a, createdAt), a);
    });
  });
});
