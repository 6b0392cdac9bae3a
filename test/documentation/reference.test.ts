import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedPages, makeReference } from "../../tools/reference/reference";
import { checkout } from "./blocks";

const read = (file: string) => readFileSync(join(checkout, file), "utf8");
const outdated = "it is out of date; run: npm run generate";

describe("provider/REFERENCE.md", () => {
  it("is generated from the current code", async () =>
    assert.equal(read("provider/REFERENCE.md"), await makeReference(), outdated));
});

for (const [name, update] of Object.entries(generatedPages)) {
  describe(`docs/${name}`, () => {
    it("is generated from the current code", () => {
      const page = read(`docs/${name}`);
      assert.equal(page, update(page), outdated);
    });
  });
}
