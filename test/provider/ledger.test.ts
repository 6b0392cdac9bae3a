import assert from "node:assert/strict";
import { ConfigurationError } from "../../provider/src/configuration/configuration";
import { createLedger, type SentRequest } from "../../provider/src/resources/send-id/ledger";

const own = { campaignId: "c", sendId: "own" };

describe("the holder of a removed send ID", () => {
  const [then, earlier] = ["2026-11-24T10:00:00.000Z", "2026-11-23T10:00:00.000Z"];
  const cases: [
    what: string,
    requested: Pick<SentRequest, "resource" | "outcome"> | undefined,
    kept: Record<string, string | undefined | null>,
    holder: string | undefined,
  ][] = [
    ["nobody", undefined, {}, undefined],
    ["not the resource that is removed", undefined, { removed: then }, undefined],
    ["the one whose earlier replacement is removed", undefined, { removed: earlier }, "removed"],
    ["the one that has adopted it", undefined, { removed: null }, "removed"],
    ["another one that keeps it", undefined, { removed: then, other: then }, "other"],
    ["the one that it was created for", { resource: "new", outcome: "created" }, {}, "new"],
    ["the removed one's replacement", { resource: "removed", outcome: "created" }, {}, "removed"],
    ["not one that is requesting it", { resource: "new", outcome: "pending" }, {}, undefined],
    [
      "the one that keeps it, if another request's outcome is unknown",
      { resource: "new", outcome: "unknown" },
      { other: then },
      "other",
    ],
  ];
  for (const [what, requested, kept, holder] of cases)
    it(`is ${what}`, () => {
      const ledger = createLedger({ connection: () => ({ endpoint: "e", apiKey: "k" }) });
      const key = ledger.keyOf(own) ?? assert.fail();
      if (requested !== undefined) ledger.requested.set(key, requested);
      for (const [resource, createdAt] of Object.entries(kept)) ledger.keep(key, resource, createdAt);
      assert.equal(ledger.holderOf(key, "removed", then), holder);
    });

  it("is not known while the send ID is not known", () =>
    assert.equal(
      createLedger({ connection: () => assert.fail() }).holderOf(undefined, "removed", then),
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
