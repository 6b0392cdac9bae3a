import assert from "node:assert/strict";
import { type Call, recordedCalls } from "../provider/recorded-calls/calls";
import { recordCalls } from "../provider/recorded-calls/record";
import { describeOnEachHost } from "./stack";

/** The calls of each run for each resource, whose order does not depend on the other resources. */
const byResource = (calls: Call[]) =>
  calls
    .map((call) => ({ key: `${call.run} ${call.request.urn}`, call }))
    .sort((a, b) => a.key.localeCompare(b.key))
    .map(({ call }) => call);

describeOnEachHost("the calls of a real engine", (from) => {
  it("are those in test/provider/recorded-calls, which record.ts writes", async () => {
    assert.deepEqual(byResource(await recordCalls(from)), byResource(recordedCalls(from)));
  });
});
