import assert from "node:assert/strict";
import { createInlineStack, describeInlineOnEachHost } from "./inline";
import { succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describeInlineOnEachHost("a send ID that a program reads by its ID", ({ BrazeSendId }) => {
  it("may be of another workspace, which the ID names", async () => {
    const stack = await createInlineStack({});
    try {
      const program = () => void BrazeSendId.get("read", `outdoor@${campaignId}/winter/sale`);
      for (let count = 0; count < 2; count++) await succeed(stack.up(program));
      const [{ id, outputs = {} } = assert.fail()] = (await stack.exported()).sendIds;
      assert.equal(id, `${campaignId}/winter/sale`);
      const { sendId, workspace } = outputs;
      assert.deepEqual([outputs.campaignId, sendId, workspace], [campaignId, "winter/sale", "outdoor"]);
    } finally {
      await stack.remove();
    }
  });
});
