import assert from "node:assert/strict";
import { ConfigurationError } from "../../provider/src/configuration/configuration";
import { createLedger, type SentRequest, unnamed } from "../../provider/src/resources/send-id/ledger";

const own = { campaignId: "c", sendId: "own" };

describe("the holder of a removed send ID", () => {
  const cases: [
    what: string,
    requested: Pick<SentRequest, "resource" | "outcome"> | undefined,
    recordedBy: string[],
    holder: string | undefined,
  ][] = [
    ["nobody", undefined, [], undefined],
    ["not the resource that is removed", undefined, ["removed"], undefined],
    ["another one that has recorded it", undefined, ["removed", "other"], "other"],
    ["not one that its host does not name", undefined, [unnamed, "removed"], undefined],
    ["a named one", undefined, [unnamed, "other"], "other"],
    ["the one that it was created for", { resource: "new", outcome: "created" }, ["removed"], "new"],
    ["the removed one's replacement", { resource: "removed", outcome: "created" }, ["removed"], "removed"],
    ["not one that is requesting it", { resource: "new", outcome: "pending" }, ["removed"], undefined],
    [
      "the one that has recorded it, if another request's outcome is unknown",
      { resource: "new", outcome: "unknown" },
      ["removed", "other"],
      "other",
    ],
  ];
  for (const [what, requested, recordedBy, holder] of cases)
    it(`is ${what}`, () => {
      const ledger = createLedger({ connection: () => ({ endpoint: "e", apiKey: "k" }) });
      const key = ledger.keyOf(own) ?? assert.fail();
      if (requested !== undefined) ledger.requested.set(key, requested);
      for (const resource of recordedBy) ledger.record(key, resource);
      assert.equal(ledger.holderOf(key, "removed"), holder);
    });

  it("is not known while the send ID is not known", () =>
    assert.equal(
      createLedger({ connection: () => assert.fail() }).holderOf(undefined, "removed"),
      undefined,
    ));
});

describe("workspaces that are not configured", () => {
  it("are not one connection", () => {
    const { keyOf } = createLedger({
      connection: () => {
        throw new ConfigurationError("no key");
      },
    });
    const keys = [undefined, "indoor", "outdoor"].map((workspace) => keyOf({ ...own, workspace }));
    assert.equal(new Set(keys).size, 3);
  });

  it("are not what an unexpected error says", () => {
    const { keyOf } = createLedger({
      connection: () => {
        throw new TypeError("a bug");
      },
    });
    assert.throws(() => keyOf(own), { message: "a bug" });
  });
});
