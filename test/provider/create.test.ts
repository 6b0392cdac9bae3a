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
});
