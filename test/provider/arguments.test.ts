import assert from "node:assert/strict";
import { readConfiguration } from "../../provider/src/configuration/configuration";
import { check as checkArguments } from "../../provider/src/send-id/check";
import { unknownValue } from "../../provider/src/send-id/unknown";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const check = (given: Record<string, unknown>, recorded = {}, workspaces: string[] = []) =>
  checkArguments(given, recorded, { workspaces: () => workspaces });
const faultsOf = (...given: Parameters<typeof check>) =>
  check(...given).map(({ property, reason }) => `${property} ${reason}`);

describe("arguments", () => {
  for (const given of [
    { campaignId },
    { campaignId: "not-a-uuid" },
    { campaignId, sendId: "a" },
    { campaignId, sendId: "a".repeat(64) },
    { campaignId, sendId: "Winter sale / 2026 ~ [x]" },
    { campaignId, sendId: "existing", adopt: true },
    { campaignId, adopt: false },
    { campaignId, workspace: "outdoor" },
  ]) {
    it(`accepts ${JSON.stringify(given)}`, () => assert.deepEqual(check(given), []));
  }

  const refused: [given: Record<string, unknown>, ...faults: RegExp[]][] = [
    [{}, /^campaignId is missing\. .*Settings > APIs and Identifiers/],
    [{ campaignId: "" }, /^campaignId is blank\. .*Settings > APIs and Identifiers/],
    [{ campaignId: " \t" }, /^campaignId is blank/],
    [{ campaignId: ` ${campaignId}` }, /^campaignId has blanks around it/],
    [{ campaignId: "a\u0000b" }, /^campaignId contains a control character/],
    [{ campaignId: "5f3c2b1a0d9e8f7a6b5c4d3e" }, /^campaignId is the 24-digit id of the dashboard's address/],
    [{ campaignId: "5F3C2B1A0D9E8F7A6B5C4D3E" }, /^campaignId is the 24-digit id/],
    [{ campaignId: `https://dashboard-06.braze.com/${campaignId}` }, /^campaignId is an address/],
    [{ campaignId: `${campaignId}/winter-sale` }, /^campaignId is an address or a path/],
    [{ campaignId: 7 }, /^campaignId must be a string, but is a number/],
    [{ campaignId: null }, /^campaignId must be a string, but is null/],
    [{ campaignId, sendId: "" }, /^sendId is blank\. .*leave sendId out/],
    [{ campaignId, sendId: "a".repeat(65) }, /^sendId has 65 characters\. Braze accepts at most 64/],
    [{ campaignId, sendId: "wintersale❄" }, /^sendId contains "❄"\. Braze accepts ASCII/],
    [{ campaignId, sendId: "a " }, /^sendId has blanks around it/],
    [{ campaignId, sendId: "a\nb" }, /^sendId contains a control character/],
    [{ campaignId, sendId: "a\u007fb" }, /^sendId contains a control character/],
    [{ campaignId, sendId: ["a"] }, /^sendId must be a string, but is a list/],
    [{ campaignId, workspace: " " }, /^workspace is blank/],
    [{ campaignId, adopt: "true" }, /^adopt must be true or false, but is a string/],
    [{ campaignId, adopt: true }, /^adopt needs sendId/],
    [
      { campaign_id: campaignId, sendid: "a" },
      /^campaignId is missing/,
      /^campaign_id is not an argument of BrazeSendId. It takes campaignId, sendId, workspace and adopt/,
      /^sendid is not an argument/,
    ],
    [
      { campaignId: "", sendId: `é${"a".repeat(64)} `, adopt: 1 },
      /^campaignId/,
      /^sendId has blanks/,
      /^sendId contains "é"/,
      /^sendId has 66/,
      /^adopt/,
    ],
    [{ adopt: true }, /^campaignId is missing/, /^adopt needs sendId/],
  ];
  for (const [given, ...expected] of refused) {
    it(`refuses ${JSON.stringify(given)}`, () => {
      const faults = faultsOf(given);
      assert.equal(faults.length, expected.length, faults.join("\n"));
      for (const fault of expected)
        assert.ok(
          faults.some((text) => fault.test(text)),
          `${fault} is not among:\n${faults.join("\n")}`,
        );
    });
  }

  it("leaves a value alone that is not known yet, and no other", () => {
    assert.deepEqual(check({ campaignId: unknownValue, sendId: unknownValue, adopt: unknownValue }), []);
    assert.deepEqual(check({ campaignId, sendId: unknownValue, adopt: true }), []);
    assert.match(faultsOf({ campaignId: unknownValue, sendId: "" }).join(), /^sendId is blank/);
  });

  it("stays valid once it is recorded, whatever is thought of it later", () => {
    const old = { campaignId: "", sendId: "é" };
    assert.deepEqual(check(old, old), []);
    assert.equal(check({ ...old, adopt: true }, old).length, 2);
  });

  describe("the workspace", () => {
    const garden = { campaignId, workspace: "garden" };

    it("is refused when it is none of those configured, which are listed", () => {
      assert.match(
        faultsOf(garden, {}, ["indoor", "outdoor"]).join(),
        /^workspace "garden" is not configured under braze:workspaces, which has indoor, outdoor\./,
      );
    });
    it("is accepted when it is one of them", () => assert.deepEqual(check(garden, {}, ["garden"]), []));
    it("is not judged where none is configured, or where the send ID is already in it", () => {
      assert.deepEqual(check(garden), []);
      assert.deepEqual(check(garden, garden, ["indoor"]), []);
    });
    it("is not judged before it is known", () => {
      assert.deepEqual(check({ campaignId, workspace: unknownValue }, {}, ["indoor"]), []);
    });
    it("is refused with the reason when braze:workspaces cannot be read", () => {
      const { workspaces } = readConfiguration(() => "{", {});
      assert.match(
        checkArguments(garden, {}, { workspaces })[0]?.reason ?? "",
        /^braze:workspaces is not in the form/,
      );
    });
  });
});
