import assert from "node:assert/strict";
import type { Plan } from "../../provider/src/plan/plan-schema";
import { changes, faulty } from "../plan/programs";
import { type DeployedStack, deploy } from "../plan/real-preview";
import { planFor, recorded } from "../plan/recordings";

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
