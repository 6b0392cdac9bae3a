import assert from "node:assert/strict";
import { readConfiguration } from "../../provider/src/configuration/configuration";
import { check as checkArguments } from "../../provider/src/resources/send-id/check";
import { unknownValue } from "../../provider/src/resources/unknown";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const check = (given: Record<string, unknown>, recorded = {}) =>
  checkArguments(given, recorded, { apiKeys: () => [], workspaces: () => [], problems: () => [] });
const problemsOf = (...given: Parameters<typeof check>) =>
  check(...given).map(({ property, reason }) => `${property} ${reason}`);

describe("arguments", () => {
  for (const given of [
    { campaignId },
    { campaignId: "not-a-uuid" },
    { campaignId: "5f3c2b1a0d9e8f7a6b5c4d3e5" },
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
    [{ campaignId: `\n${campaignId}` }, /^campaignId must not have leading or trailing whitespace/],
    [
      { campaignId: " 5f3c2b1a0d9e8f7a6b5c4d3e" },
      /^campaignId must not have leading or trailing whitespace/,
      /^campaignId is the 24-character ID/,
    ],
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
    [{ campaignId, sendId: " \t" }, /^sendId must not be empty/],
    [{ campaignId, sendId: "\na" }, /^sendId must not have leading or trailing whitespace/],
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
      /^campaign_id is not an argument of a send ID\. The arguments are campaignId, sendId, .*, and \w+\.$/,
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

  it("rejects a campaignId of more than 256 characters, and accepts a recorded one", () => {
    const long = { campaignId: "a".repeat(257) };
    assert.deepEqual(check({ campaignId: "a".repeat(256) }), []);
    assert.match(
      problemsOf(long).join(),
      /^campaignId must have at most 256 characters, but has 257\. Find /,
    );
    assert.deepEqual(check(long, long), []);
  });

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
  });
});
