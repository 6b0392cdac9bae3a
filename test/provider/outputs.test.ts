import assert from "node:assert/strict";
import { readConfiguration } from "../../provider/src/configuration/configuration";
import { sendId } from "../../provider/src/resources/send-id";
import type { SendIdArguments } from "../../provider/src/resources/send-id/arguments";
import { sendIdCreator } from "../../provider/src/resources/send-id/create";
import { diff } from "../../provider/src/resources/send-id/diff";
import { createLedger } from "../../provider/src/resources/send-id/ledger";
import { sendIdOutputs } from "../../provider/src/resources/send-id/outputs";
import { preview } from "../../provider/src/resources/send-id/preview";
import { replacingArguments } from "../../provider/src/resources/send-id/replacing-arguments";
import { argumentsOf } from "../../tools/generate/schemas";

describe("the outputs", () => {
  const declared = Object.keys(sendIdOutputs.shape).sort();
  // The examples in the documentation of the arguments.
  const examples = Object.fromEntries(argumentsOf(sendId).map(({ name, examples: [one] }) => [name, one]));
  const args = { ...(examples as SendIdArguments), adopt: false };
  const workspaces = { [String(args.workspace)]: { apiKey: "key-0123456789", instance: "US-06" } };
  const configuration = readConfiguration(
    (key) => ({ "braze:workspaces": JSON.stringify(workspaces) })[key],
    {},
  );
  const body = JSON.stringify({ message: "success", send_id: args.sendId });
  const create = sendIdCreator(
    { send: async () => ({ sent: true, status: 201, body }) },
    configuration,
    createLedger(configuration),
  );

  it("of a create are those that the classes declare, and include the arguments", async () => {
    const { state } = await create(args, "a", () => {});
    assert.deepEqual(Object.keys(state).sort(), declared);
    for (const name of replacingArguments) assert.equal(state[name], args[name], name);
    assert.deepEqual(diff(state, args), []);
  });

  it("of a preview are those that the classes declare", () =>
    assert.deepEqual(Object.keys(preview(args)).sort(), declared));

  it("include an argument if its change replaces the send ID, and otherwise not: it would never be updated", () =>
    assert.deepEqual(
      declared.filter((name) => name in args),
      [...replacingArguments].sort(),
    ));
});
