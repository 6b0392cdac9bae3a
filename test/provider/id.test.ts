import assert from "node:assert/strict";
import fc from "fast-check";
import { sendIdArguments } from "../../provider/src/resources/send-id/arguments";
import { formatId, parseId } from "../../provider/src/resources/send-id/id";

describe("id", () => {
  it("returns every pair of valid arguments", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1, maxLength: 64 }),
        (campaignId, sendId) => {
          fc.pre(sendIdArguments.safeParse({ campaignId, sendId }).success);
          assert.deepEqual(parseId(formatId({ campaignId, sendId })), { campaignId, sendId });
        },
      ),
    );
  });

  for (const id of ["", "winter-sale", "/winter-sale", "campaign/"]) {
    it(`rejects ${JSON.stringify(id)}`, () => assert.equal(parseId(id), undefined));
  }
});
