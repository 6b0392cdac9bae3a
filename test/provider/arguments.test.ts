import assert from "node:assert/strict";
import { readConfiguration } from "../../provider/src/configuration/configuration";
import { check as checkArguments } from "../../provider/src/send-id/check";
import { unknownValue } from "../../provider/src/send-id/unknown";
import { findWarnings } from "../../provider/src/send-id/warnings";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const check = (given: Record<string, unknown>, recorded = {}, workspaces: string[] = []) =>
  checkArguments(given, recorded, { workspaces: () => workspaces, problems: () => [] });
const problemsOf = (...given: Parameters<typeof check>) =>
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

  const rejected: [given: Record<string, unknown>, ...problems: RegExp[]][] = [
    [{}, /^campaignId is required\. .*Settings > APIs and Identifiers/],
    [{ campaignId: "" }, /^campaignId must not be empty\. .*Settings > APIs and Identifiers/],
    [{ campaignId: " \t" }, /^campaignId must not be empty/],
    [{ campaignId: ` ${campaignId}` }, /^campaignId must not have leading or trailing whitespace/],
    [{ campaignId: "a\u0000b" }, /^campaignId must not contain control characters/],
    [{ campaignId: "5f3c2b1a0d9e8f7a6b5c4d3e" }, /^campaignId is the 24-character ID from the dashboard URL/],
    [{ campaignId: "5F3C2B1A0D9E8F7A6B5C4D3E" }, /^campaignId is the 24-character ID/],
    [
      { campaignId: `https://dashboard-06.braze.com/${campaignId}` },
      /^campaignId must be an identifier, not a URL or a path/,
    ],
    [{ campaignId: `${campaignId}/winter-sale` }, /^campaignId must be an identifier, not a URL or a path/],
    [{ campaignId: 7 }, /^campaignId must be a string, but is a number/],
    [{ campaignId: null }, /^campaignId must be a string, but is null/],
    [{ campaignId, sendId: "" }, /^sendId must not be empty\. .*omit sendId/],
    [{ campaignId, sendId: "a".repeat(65) }, /^sendId must have at most 64 characters, but has 65\./],
    [{ campaignId, sendId: "wintersale❄" }, /^sendId must contain only ASCII characters, but contains "❄"\./],
    [{ campaignId, sendId: "a " }, /^sendId must not have leading or trailing whitespace/],
    [{ campaignId, sendId: "a\nb" }, /^sendId must not contain control characters/],
    [{ campaignId, sendId: "a\u007fb" }, /^sendId must not contain control characters/],
    [{ campaignId, sendId: ["a"] }, /^sendId must be a string, but is a list/],
    [{ campaignId, workspace: " " }, /^workspace must not be empty/],
    [{ campaignId, adopt: "true" }, /^adopt must be true or false, but is a string/],
    [{ campaignId, adopt: true }, /^sendId is required with adopt: true/],
    [
      { campaign_id: campaignId, sendid: "a" },
      /^campaignId is required/,
      /^campaign_id is not an argument of a send ID\. The arguments are campaignId, sendId, workspace, and adopt\./,
      /^sendid is not an argument/,
    ],
    [
      { campaignId: "", sendId: `é${"a".repeat(64)} `, adopt: 1 },
      /^campaignId/,
      /^sendId must not have leading/,
      /^sendId must contain only ASCII characters, but contains "é"/,
      /^sendId must have at most 64 characters, but has 66/,
      /^adopt/,
    ],
    [{ adopt: true }, /^campaignId is required/, /^sendId is required with adopt: true/],
  ];
  for (const [given, ...expected] of rejected) {
    it(`rejects ${JSON.stringify(given)}`, () => {
      const problems = problemsOf(given);
      assert.equal(problems.length, expected.length, problems.join("\n"));
      for (const problem of expected)
        assert.ok(
          problems.some((text) => problem.test(text)),
          `${problem} is not among:\n${problems.join("\n")}`,
        );
    });
  }

  it("does not validate a value that is not known yet", () => {
    assert.deepEqual(check({ campaignId: unknownValue, sendId: unknownValue, adopt: unknownValue }), []);
    assert.deepEqual(check({ campaignId, sendId: unknownValue, adopt: true }), []);
    assert.match(problemsOf({ campaignId: unknownValue, sendId: "" }).join(), /^sendId must not be empty/);
  });

  it("accepts recorded arguments, even if they are no longer valid", () => {
    const old = { campaignId: "", sendId: "é" };
    assert.deepEqual(check(old, old), []);
    assert.equal(check({ ...old, adopt: true }, old).length, 2);
  });

  describe("the workspace", () => {
    const garden = { campaignId, workspace: "garden" };

    it("is rejected if it is not configured, with the configured names", () => {
      assert.match(
        problemsOf(garden, {}, ["indoor", "outdoor"]).join(),
        /^workspace "garden" is not a configured workspace\. Use one of indoor, outdoor, or add it to/,
      );
    });
    it("is accepted if it is configured", () => assert.deepEqual(check(garden, {}, ["garden"]), []));
    it("is not checked if no workspace is configured, or if the send ID is already in it", () => {
      assert.deepEqual(check(garden), []);
      assert.deepEqual(check(garden, garden, ["indoor"]), []);
    });
    it("is not checked before it is known", () => {
      assert.deepEqual(check({ campaignId, workspace: unknownValue }, {}, ["indoor"]), []);
    });
  });

  describe("the settings", () => {
    const configuration = readConfiguration((key) => ({ "braze:workspaces": "{" })[key], {
      BRAZE_INSTANCE: "US-6",
    });

    it("are checked with the arguments", () => {
      const problems = checkArguments({ campaignId, workspace: "garden", sendId: "" }, {}, configuration);
      assert.deepEqual(
        problems.map(({ property }) => property),
        ["sendId", "", ""],
      );
      assert.match(problems[1]?.reason ?? "", /^"US-6" is not a known instance .* Did you mean US-06\?$/);
      assert.match(problems[2]?.reason ?? "", /^braze:workspaces is invalid/);
    });

    it("are not checked for an unchanged send ID", () => {
      const recorded = { campaignId, workspace: "garden" };
      assert.deepEqual(checkArguments(recorded, recorded, configuration), []);
    });
  });
});

describe("warnings", () => {
  const warn = (given: Record<string, unknown>, recorded = {}, workspaces: string[] = []) =>
    findWarnings(given, recorded, { workspaces: () => workspaces });

  for (const given of [
    { campaignId },
    { campaignId: campaignId.toUpperCase() },
    { campaignId: unknownValue, workspace: unknownValue },
    { campaignId, workspace: "outdoor", sendId: "a", adopt: true },
  ]) {
    it(`are none for ${JSON.stringify(given)}`, () => assert.deepEqual(warn(given), []));
  }

  it("point out a campaignId in another format, and show at most five characters of it", () => {
    assert.match(
      warn({ campaignId: "YOUR_CAMPAIGN_ID" }).join(),
      /^campaignId "YOUR_…" \(16 characters\) does not look like .* Braze rejects an unknown identifier/,
    );
    assert.match(warn({ campaignId: campaignId.slice(1) }).join(), /^campaignId "8b73d…" \(35 characters\)/);
    assert.match(warn({ campaignId: "c", sendId: "a", adopt: true }).join(), /it is recorded as it is\.$/);
  });

  it("point out a workspace if none is configured", () => {
    const given = { campaignId, workspace: "outdoor" };
    assert.deepEqual(warn(given), [
      '"outdoor" is not a configured workspace. Add it to braze:workspaces or BRAZE_WORKSPACES. The update requires it.',
    ]);
    assert.deepEqual(warn(given, {}, ["outdoor"]), []);
  });

  it("concern changes only", () => {
    const recorded = { campaignId: "c", workspace: "outdoor" };
    assert.deepEqual(warn(recorded, recorded), []);
    assert.deepEqual(warn({ ...recorded, sendId: "a" }, recorded), []);
  });
});
