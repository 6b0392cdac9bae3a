import assert from "node:assert/strict";
import type { RequestResult } from "../../provider/src/braze/send-request";
import { readConfiguration } from "../../provider/src/configuration/configuration";
import type { ManagedResource, Properties } from "../../provider/src/resources/definition";
import { sendId } from "../../provider/src/resources/send-id";

describe("the creates of a host that names no resource", () => {
  const workspace = { apiKey: "key-0123456789", instance: "US-06" };
  const config: Record<string, string> = {
    "braze:workspaces": JSON.stringify({ indoor: workspace, outdoor: workspace }),
  };
  const generated = { campaignId: "c", workspace: "indoor" };
  const another = { campaignId: "d", workspace: "indoor" };
  const own = { ...generated, sendId: "own" };
  const moved = { ...own, workspace: "outdoor" };

  const created: RequestResult = { sent: true, status: 201, body: '{"message":"success","send_id":"own"}' };
  const lost: RequestResult = { sent: true, errorCode: "ECONNRESET" };
  const notSent: RequestResult = { sent: false, errorCode: "ENOTFOUND" };
  const nothing = undefined;
  const notCreated = /was not created: /;
  const doubtful = /may or may not have been created: (?!.*No request was sent again\.$)/s;
  const again = /may or may not have been created: .*\nNo request was sent again\.$/s;

  type Call = (managed: ManagedResource) => unknown;
  const urn = undefined;
  const check =
    (given: Properties, recorded: Properties = {}): Call =>
    (managed) =>
      managed.check({ urn, recorded, given }, () => {});
  const compare =
    (given: Properties, recorded: Properties): Call =>
    (managed) =>
      managed.diff({ urn, recorded, given });
  const replace = [check(moved, own), compare(moved, own), check(moved)];

  const sequences: [
    what: string,
    calls: Call[],
    creates: [
      args: Properties,
      response: RequestResult | undefined,
      text?: RegExp | undefined,
      before?: Call,
    ][],
  ][] = [
    [
      "repeat the one whose outcome is unknown, if another one with the same arguments was not sent",
      [check(generated), check(generated)],
      [
        [generated, lost, doubtful],
        [generated, notSent, notCreated],
        [generated, nothing, again],
      ],
    ],
    [
      "repeat the one whose outcome is unknown, if its first request was not sent",
      [check(generated), check(generated)],
      [
        [generated, notSent, notCreated],
        [generated, lost, doubtful],
        [generated, nothing, again],
      ],
    ],
    [
      "are not mistaken for repeated ones, if they are checked later",
      [check(generated)],
      [
        [generated, lost, doubtful],
        [generated, nothing, again],
        [generated, nothing, again],
        [generated, created, undefined, check(generated)],
        [generated, nothing, again],
      ],
    ],
    [
      "are not mistaken for repeated ones, if an earlier one was sent after several attempts",
      [check(generated)],
      [
        [generated, notSent, notCreated],
        [generated, notSent, notCreated],
        [generated, created],
        [generated, lost, doubtful, check(generated)],
        [
          generated,
          { ...created, body: '{"message":"success","send_id":"other"}' },
          undefined,
          check(generated),
        ],
      ],
    ],
    [
      "are not mistaken for creates with other arguments",
      [check(generated), check(another)],
      [
        [generated, lost, doubtful],
        [generated, nothing, again],
        [another, created],
      ],
    ],
    [
      "replace a send ID by itself in another workspace with the same key, also if repeated",
      replace,
      [
        [moved, notSent, notCreated],
        [moved, created],
      ],
    ],
  ];
  for (const [what, calls, creates] of sequences)
    it(what, async () => {
      let response: RequestResult | undefined;
      let requests = 0;
      const managed = sendId.manage(
        readConfiguration((key) => config[key], {}),
        {
          sleep: async () => {},
          send: async () => {
            requests++;
            return response ?? assert.fail("a request was sent");
          },
        },
      );
      for (const call of calls) call(managed);
      for (const [args, received, text, before = () => {}] of creates) {
        before(managed);
        response = received;
        requests = 0;
        const create = managed.create(urn, args, () => {});
        if (text === undefined) assert.match(String((await create).state.sendId), /^(own|other)$/);
        else await assert.rejects(create, { message: text });
        assert.equal(requests > 0, received !== nothing);
      }
    });
});
