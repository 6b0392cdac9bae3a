import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { toPage } from "../../provider/src/tracking/page";
import type { Outcome, Result } from "../../provider/src/tracking/results";
import { readSeries } from "../../provider/src/tracking/series";
import { launchBrowser } from "../support/browser";
import { campaignId } from "./state";

const hostile = `<script>document.title="taken"</script>"><img src=x onerror=alert(1)>`;

describe("the page of the results", () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  let complaints: string[];
  let requests: string[];

  before(async () => {
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-page-"));
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => page.close());

  const result = (sendId: string, outcome: Outcome): Result => ({
    sendId: {
      project: "shop",
      stack: "dev",
      name: "winter",
      host: "dynamic",
      campaignId,
      sendId,
      generated: false,
      adopted: false,
      createdAt: new Date("2026-11-19T08:00:00Z"),
    },
    outcome,
  });
  const data = (...days: object[]): Outcome => {
    const body = { data: days };
    return { kind: "data", series: readSeries(body), body };
  };

  async function open(results: Result[], colorScheme: "light" | "dark", width = 900): Promise<void> {
    complaints = [];
    requests = [];
    const file = join(folder, "results.html");
    const readAt = new Date("2026-11-24T10:00:00Z");
    await writeFile(file, toPage({ results, days: 14, readAt, reasonOf: () => `because of ${hostile}` }));
    page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("dialog", (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    assert.deepEqual(requests, [pathToFileURL(file).href]);
    assert.deepEqual(complaints, []);
  }

  const sent = (time: string, count: number) => ({
    time,
    messages: { email: [{ sent: count, opens: count / 4 }] },
    conversions: 3,
    revenue: 12.5,
  });

  it("shows an overview, and for each send ID its figures and a bar for each day", async () => {
    await open(
      [
        result("winter-sale", data(sent("2026-11-20", 4000), sent("2026-11-22", 1000))),
        result("unused", { kind: "no data", body: {} }),
      ],
      "light",
    );
    assert.match(
      await page.locator("header").innerText(),
      /Results of 2 send IDs\s+The last 14 days, read 2026-11-24 10:00 UTC: 1 with data, 1 without data\./,
    );
    assert.deepEqual(await page.locator("tbody tr").allInnerTexts(), [
      "winter-sale\t5,000\t6\t25",
      "unused\tNo data",
    ]);
    const card = page.locator("#send-id-1");
    assert.match(
      await card.innerText(),
      /email\s+5,000 sent\s+1,250 opens\s+overall\s+6 conversions\s+25 revenue/,
    );
    const heights = await card
      .locator("rect")
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().height));
    assert.equal(heights.length, 3);
    assert.equal(heights[1], 0);
    assert.ok(Math.abs((heights[0] ?? 0) / (heights[2] ?? 1) - 4) < 0.1, String(heights));
    assert.equal(await card.locator("rect title").first().textContent(), "2026-11-20: 4,000 sent");
    assert.match(
      await page.locator("footer").innerText(),
      /No data\. Braze has no figures .* It does not mean that the send ID does not exist\./,
    );
  });

  it("follows the color scheme", async () => {
    const colors: string[] = [];
    for (const scheme of ["light", "dark"] as const) {
      await open([result("winter-sale", data(sent("2026-11-20", 1)))], scheme);
      colors.push(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
      if (scheme === "light") await page.close();
    }
    assert.deepEqual(colors, ["rgb(246, 247, 249)", "rgb(16, 20, 26)"]);
  });

  it("fits a phone, also with the longest names", async () => {
    const long = "x".repeat(64);
    await open(
      [
        result(long, data({ time: long, messages: { [long]: [{ [long]: 1 }] } })),
        result(long, { kind: "no data", body: {} }),
      ],
      "light",
      375,
    );
    assert.ok(Number(await page.evaluate("document.documentElement.scrollWidth")) <= 375);
  });

  it("runs and loads nothing, whatever the texts are", async () => {
    await open(
      [
        result(
          hostile,
          data({ time: hostile, messages: { [hostile]: [{ [hostile]: 1e308, sent: -1 }] }, [hostile]: 2 }),
        ),
        result(hostile, { kind: "not configured", reason: "" }),
      ],
      "light",
    );
    assert.equal(await page.title(), "Results of 2 send IDs");
    assert.equal(await page.locator("img, script").count(), 0);
    assert.equal(await page.locator("h2").first().innerText(), hostile);
  });
});
