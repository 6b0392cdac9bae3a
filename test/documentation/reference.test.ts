import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeReference } from "../../tools/reference/reference";
import { checkout } from "./blocks";

describe("provider/REFERENCE.md", () => {
  it("is what the code says of itself", async () => {
    assert.equal(
      readFileSync(join(checkout, "provider/REFERENCE.md"), "utf8"),
      await makeReference(),
      "it is out of date; run: npx ts-node -T tools/reference/write.ts",
    );
  });
});
