import assert from "node:assert/strict";
import { launchBrowser } from "../support/browser";

describe("launchBrowser", () => {
  it("launches a browser on a machine that has none", async () => {
    const browser = await launchBrowser({ ...process.env, CHROME_PATH: undefined, PATH: "" });
    try {
      const page = await browser.newPage();
      await page.setContent("<p>It renders.</p>");
      assert.equal(await page.locator("p").innerText(), "It renders.");
    } finally {
      await browser.close();
    }
  });

  it("rejects a CHROME_PATH that cannot be executed", () =>
    assert.rejects(
      launchBrowser({ CHROME_PATH: __filename }),
      /CHROME_PATH is .+, which cannot be executed/,
    ));
});
