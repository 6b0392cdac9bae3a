import assert from "node:assert/strict";
import { diff } from "../../provider/src/resources/send-id/diff";
import { unknownValue } from "../../provider/src/resources/unknown";

const own = { campaignId: "c", sendId: "s" };
const elsewhere = { ...own, workspace: "w" };

describe("diff", () => {
  const cases: [
    what: string,
    recorded: typeof own,
    wanted: Parameters<typeof diff>[1],
    replaces: string[],
  ][] = [
    ["the same", own, own, []],
    ["the generated send ID omitted", own, { campaignId: "c" }, []],
    ["adopt turned on", own, { ...own, adopt: true }, []],
    ["adopt turned off", own, { ...own, adopt: false }, []],
    ["another campaign", own, { ...own, campaignId: "d" }, ["campaignId"]],
    ["another campaign with a generated send ID", own, { campaignId: "d" }, ["campaignId"]],
    ["another send ID", own, { ...own, sendId: "t" }, ["sendId"]],
    ["another send ID that is adopted", own, { ...own, sendId: "t", adopt: true }, ["sendId"]],
    ["a workspace", own, elsewhere, ["workspace"]],
    ["no workspace", elsewhere, own, ["workspace"]],
    ["another workspace", elsewhere, { ...own, workspace: "v" }, ["workspace"]],
    ["the same workspace", elsewhere, elsewhere, []],
    ["everything", elsewhere, { campaignId: "d", sendId: "t" }, ["campaignId", "sendId", "workspace"]],
    ["a campaign that is not known yet", own, { campaignId: unknownValue }, ["campaignId"]],
    ["a send ID that is not known yet", own, { ...own, sendId: unknownValue }, ["sendId"]],
  ];
  for (const [what, recorded, wanted, replaces] of cases) {
    it(`${what}: ${replaces.length === 0 ? "nothing" : `replaced for ${replaces.join(", ")}`}`, () =>
      assert.deepEqual(diff(recorded, wanted), replaces));
  }
});
