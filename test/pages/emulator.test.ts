import assert from "node:assert/strict";
import type { Browser, Locator, Page } from "playwright-core";
import { campaignId, closeEmulators, start } from "../emulator/test-emulator";
import { launchBrowser } from "../support/browser";

describe("emulator: page", () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage();
    complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterEach(async () => {
    await page.close();
    await closeEmulators();
  });

  const textOf = async (locator: Locator) => (await locator.allInnerTexts()).join("\n");
  const section = (workspace: string) => page.locator(`section[data-workspace=${workspace}]`);

  it("shows workspaces, remaining limits and created send IDs, and updates itself", async () => {
    const emulator = await start({
      startTime: new Date("2030-05-01T10:00:00Z"),
      workspaces: [{ name: "marketing" }, { name: "support", apiKeys: ["support-key-0123"], dailyLimit: 10 }],
    });
    await page.goto(emulator.url);
    assert.deepEqual(await page.locator("h2").allTextContents(), ["marketing", "support"]);
    assert.match(await textOf(section("marketing")), /100 of 100 left today/);
    assert.match(
      await textOf(section("marketing")),
      /0 send IDs created. The limit resets at 2030-05-02 00:00:00 UTC/,
    );
    assert.equal(await section("marketing").locator("table").count(), 0);

    for (const sendId of ["spring", undefined])
      await emulator.create({ campaign_id: campaignId, send_id: sendId });
    await section("marketing").getByText("98 of 100 left today").waitFor();
    const rows = await section("marketing").locator("tbody tr").allInnerTexts();
    assert.equal(rows.length, 2);
    assert.match(
      rows[0] ?? "",
      new RegExp(
        `^2030-05-01 10:00:\\d\\d\\s+${campaignId}\\s+${emulator.created[1]?.sendId} generated\\s+0$`,
      ),
    );
    assert.match(rows[1] ?? "", new RegExp(`${campaignId}\\s+spring\\s+0$`));
    assert.equal(
      await section("marketing")
        .locator("progress")
        .evaluate((bar) => (bar as { value?: number }).value),
      98,
    );
    assert.match(await textOf(section("support")), /10 of 10 left today/);

    assert.equal(await page.locator("#gone").isVisible(), false);
    await emulator.close();
    await page.locator("#gone").waitFor();
    assert.deepEqual(
      complaints.filter((text) => !/ERR_CONNECTION_REFUSED/.test(text)),
      [],
    );
  });

  it("escapes HTML, and redacts keys", async () => {
    const attack = '<img src=x onerror=alert(1)>"&amp;';
    const emulator = await start({
      workspaces: [{ name: `eu${attack}`, apiKeys: ["secret-key-0123"], campaigns: [attack] }],
    });
    for (const sendId of [attack, "</code><script>alert(2)</script>", "before-secret-key-0123-after"])
      await emulator.create(
        { campaign_id: attack, send_id: sendId },
        { authorization: "Bearer secret-key-0123" },
      );
    await page.goto(emulator.url);
    assert.deepEqual(await page.locator("h2").allTextContents(), [`eu${attack}`]);
    assert.deepEqual(await page.locator("td:nth-child(3)").allTextContents(), [
      "before-[redacted]-after",
      "</code><script>alert(2)</script>",
      attack,
    ]);
    assert.equal(await page.locator("img").count(), 0);
    assert.doesNotMatch(await page.content(), /secret-key/);
    assert.deepEqual(complaints, []);
  });

  it("loads nothing from other hosts", async () => {
    const emulator = await start();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(emulator.url, { waitUntil: "networkidle" });
    assert.deepEqual(new Set(asked.map((url) => new URL(url).origin)), new Set([emulator.url]));
    assert.deepEqual(emulator.requests, []);
  });

  it("stays small with many send IDs, and fits a narrow screen in light and dark", async () => {
    const emulator = await start({ dailyLimit: 1000 });
    await Promise.all(Array.from({ length: 200 }, () => emulator.create({ campaign_id: campaignId })));
    await emulator.create({ campaign_id: campaignId, send_id: "x".repeat(64) });
    await page.setViewportSize({ width: 360, height: 740 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(emulator.url);
      assert.equal(await page.locator("tbody tr").count(), 50);
      assert.match(await textOf(page.locator("section")), /201 send IDs created/);
      const wider = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      assert.equal(wider, 0);
    }
    const { length } = await (await fetch(emulator.url)).text();
    assert.ok(length < 25_000, `${length} characters`);
  });
});
