import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeReference, updateConfigurationPage } from "../../tools/reference/reference";
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

describe("docs/configuration.md", () => {
  it("lists the settings that the code describes", () => {
    const page = readFileSync(join(checkout, "docs/configuration.md"), "utf8");
    assert.equal(page, updateConfigurationPage(page), "it is out of date; run: npm run generate");
  });
});
