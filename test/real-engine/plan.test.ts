import assert from "node:assert/strict";
import { defaultApiKey, startEmulator } from "../../provider/src/emulator";
import type { Plan } from "../../provider/src/plan/plan-schema";
import { changes, faulty } from "../plan/programs";
import { type DeployedStack, deploy } from "../plan/real-preview";
import { planFor, recorded } from "../plan/recordings";
import { createStack, describeOnEachHost, succeed } from "./stack";

// The recordings are valid only while the engine prints the same.
describe("the plan of a new preview by the real engine", () => {
  let stack: DeployedStack;
  before(async () => {
    stack = await deploy();
  });
  after(() => stack.remove());

  it("matches the recorded one for every kind of change", async () => {
    const fresh = planFor(await stack.preview(changes.realistic), await stack.state());
    assert.deepEqual(comparable(fresh), comparable(planFor(recorded("realistic"))));
  });

  it("is rejected for a failed preview, like the recorded one", async () => {
    const failure = messageOf(await stack.preview(faulty));
    assert.match(failure, /is a failed preview: .* has a problem: campaignId must be an identifier/);
    assert.equal(failure, messageOf(recorded("failed")));
  });
});

const campaignId = "aaaaaaaa-0b7c-4c72-9d80-e59c7f20f0d3";

describeOnEachHost(
  "the plan of a send ID that is only read or imported in place of a managed one",
  (from) => {
    it("creates nothing, as the update", async () => {
      // The host for dynamic providers cannot import.
      const imports = from === "pulumi-braze/native";
      const emulator = await startEmulator();
      const env = { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url };
      const program = (resources: string) => `
      const { BrazeSendId } = require("pulumi-braze");
      const campaignId = "${campaignId}";
      ${resources}`;
      const stack = await createStack({
        program: program(`
        new BrazeSendId("generated", { campaignId });
        new BrazeSendId("custom", { campaignId, sendId: "custom" });`),
        from,
        env,
      });
      try {
        await succeed(stack.up());
        const state = (await stack.exported()).text;
        const imported = `
        new BrazeSendId("custom", { campaignId, sendId: "custom-2" }, { import: campaignId + "/custom-2" });
        new BrazeSendId("new", { campaignId, sendId: "new" }, { import: campaignId + "/new" });`;
        await stack.program(
          program(`
          BrazeSendId.get("generated", campaignId + "/other");
          ${imports ? imported : 'new BrazeSendId("custom", { campaignId, sendId: "custom" });'}`),
        );
        const { output } = await succeed(stack.run("preview", "--json"));
        const plan = planFor(output, state);
        assert.deepEqual(
          plan.sendIds.map(({ name, operation, why, creates, losesGenerated, after }) => [
            ...[name, operation, why, creates, losesGenerated, after?.sendId],
          ]),
          [
            ...(imports
              ? [
                  ["custom", "replace", "arguments", false, false, { kind: "known", value: "custom-2" }],
                  ["new", "adopt", "new", false, false, { kind: "known", value: "new" }],
                ]
              : []),
            ["generated", "remove", "removed", false, true, undefined],
          ],
        );
        assert.deepEqual(plan.workspaces, []);
        assert.equal(emulator.created.length, 2);
        await succeed(stack.up());
        assert.equal(emulator.requests.length, 2);
      } finally {
        await stack.remove();
        await emulator.close();
      }
    });
  },
);

/** The plan without values that differ between runs: the day, and the send ID that the emulator generated. */
function comparable(plan: Plan): Plan {
  const copy = structuredClone(plan);
  copy.today = "";
  for (const { before } of copy.sendIds.filter(({ name }) => name === "weekly")) {
    if (before?.sendId.kind === "known") before.sendId.value = "";
  }
  return copy;
}

function messageOf(preview: string): string {
  try {
    planFor(preview);
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
}
