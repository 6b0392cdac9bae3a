import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { Result, ResultOutcome } from "../../provider/src/tracking/read-results";
import { toResultsPage } from "../../provider/src/tracking/results-as-page";
import { readSeries } from "../../provider/src/tracking/series";
import { launchBrowser } from "../support/browser";
import { campaignId } from "../tracking/state";

const hostile = `<script>document.title="taken"</script>"><img src=x onerror=alert(1)>`;

/** The contrast of each text in the page with what is behind it. Runs in the browser. */
const readContrasts = `(() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = rgb(color).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return rgb(backgroundColor)[3] === 0 ? backgroundOf(element.parentElement) : backgroundColor;
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const text = texts.currentNode.data.trim();
    if (text === "" || element.tagName === "title") continue;
    const { color, fill } = getComputedStyle(element);
    const levels = [element.tagName === "text" ? fill : color, backgroundOf(element)].map(luminance);
    found.push({ text, contrast: (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05) });
  }
  return found;
})()`;

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

  const result = (sendId: string, outcome: ResultOutcome): Result => ({
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
  const data = (...days: object[]): ResultOutcome => {
    const body = { data: days };
    return { kind: "data", series: readSeries(body), body };
  };

  async function open(results: Result[], colorScheme: "light" | "dark", width = 900): Promise<void> {
    complaints = [];
    requests = [];
    const file = join(folder, "results.html");
    const readAt = new Date("2026-11-24T10:00:00Z");
    await writeFile(
      file,
      toResultsPage({ results, days: 14, readAt, reasonOf: () => `because of ${hostile}` }),
    );
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
    assert.match(
      await page.locator("header .tiles").innerText(),
      /^Sent\s+5,000\s+Conversions\s+6\s+Revenue\s+25$/,
    );
    const rows = await page.locator("main > section").first().locator("tbody tr").allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.split(/\s{2,}|\t/)),
      [
        ["winter-sale", "5,000", "6", "25"],
        ["unused", "No data"],
      ],
    );
    const card = page.locator("#send-id-1");
    assert.match(
      await card.innerText(),
      /Conversions\s+6\s+Revenue\s+25\s+Sent by day.*Email\s+Sent\s+5,000\s+Opens\s+1,250\s*25\.0%/s,
    );
    const heights = await card
      .locator("figure rect")
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().height));
    assert.equal(heights.length, 3);
    assert.equal(heights[1], 0);
    assert.ok(Math.abs((heights[0] ?? 0) / (heights[2] ?? 1) - 4) < 0.1, String(heights));
    assert.equal(await card.locator("rect title").first().textContent(), "2026-11-20: 4,000 sent");
    assert.deepEqual(await card.locator("figure text").allTextContents(), ["Nov 20", "Nov 21", "Nov 22"]);
    await card.getByText("Figures by day").click();
    assert.deepEqual(
      (await card.locator("tbody tr").allInnerTexts()).map((row) => row.split("\t")),
      [
        ["2026-11-20", "4,000", "3", "12.50"],
        ["2026-11-22", "1,000", "3", "12.50"],
      ],
    );
    assert.match(
      await page.locator("footer").innerText(),
      /No data\. Braze has no figures .* The send ID may exist nevertheless\./,
    );
  });

  for (const scheme of ["light", "dark"] as const)
    it(`is readable in a ${scheme} color scheme: every text has enough contrast`, async () => {
      await open(
        [
          result("winter-sale", data(sent("2026-11-20", 4000), sent("2026-11-22", 1000))),
          result("unused", { kind: "no data", body: {} }),
          result("lost", { kind: "not configured", reason: "" }),
        ],
        scheme,
      );
      await page.locator("summary").first().click();
      const background = await page.evaluate("getComputedStyle(document.body).backgroundColor");
      assert.equal(background, scheme === "light" ? "rgb(244, 245, 248)" : "rgb(14, 18, 24)");
      const texts = (await page.evaluate(readContrasts)) as { text: string; contrast: number }[];
      assert.ok(texts.length > 50);
      // https://www.w3.org/TR/WCAG22/#contrast-minimum
      assert.deepEqual(
        texts.filter(({ contrast }) => contrast < 4.5),
        [],
      );
    });

  it("describes charts and tables to screen readers", async () => {
    await open(
      [
        result("winter-sale", data(sent("2026-11-20", 4000), sent("2026-11-22", 1000))),
        result("unused", { kind: "no data", body: {} }),
      ],
      "light",
    );
    const card = page.locator("#send-id-1");
    assert.equal(
      await card.getByRole("img").getAttribute("aria-label"),
      "Sent by day: Nov 20 to Nov 22, highest 4,000",
    );
    assert.deepEqual(await page.getByRole("heading").allInnerTexts(), [
      "Results of 2 send IDs",
      "winter-sale",
      "Email",
      "unused",
    ]);
    const comparison = page.getByRole("table", { name: "Comparison" });
    assert.deepEqual(await comparison.getByRole("rowheader").allInnerTexts(), ["winter-sale", "unused"]);
    assert.equal(await comparison.getByRole("columnheader").count(), 5);
    await comparison.getByRole("link", { name: "winter-sale" }).click();
    assert.ok(page.url().endsWith("#send-id-1"));
  });

  it("names the resource of a send ID that Braze generated", async () => {
    const { sendId, outcome } = result("0b1c-generated", { kind: "no data", body: {} });
    const generated = { sendId: { ...sendId, generated: true }, outcome };
    await open([generated, result("unused", { kind: "no data", body: {} })], "light");
    assert.match(
      await page.locator("tbody tr").first().innerText(),
      /^0b1c-generated\s+resource winter\s+No data$/,
    );
    assert.match(
      await page.locator("#send-id-1").innerText(),
      /created 2026-11-19 08:00 UTC, resource winter$/m,
    );
    assert.doesNotMatch(await page.locator("#send-id-2").innerText(), /resource/);
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

  it("runs and loads nothing, with any text", async () => {
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
