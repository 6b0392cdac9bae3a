/**
 * Makes the screenshots and the recording under `.github/pictures`, each for light and dark pages: those named as arguments,
 * or all.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../test/support/browser";
import { runScript } from "../steps";
import { type Page, pages, pixelRatio, textOf } from "./pages";
import { record } from "./record";
import { framesOf, recordingSvg, themes } from "./recording";

const folder = resolve(__dirname, "../../.github/pictures");
const schemes = ["light", "dark"] as const;

async function writeRecording(): Promise<void> {
  const outputs = await record([
    "pulumi preview --suppress-outputs",
    "pulumi up --yes --skip-preview",
    "pulumi up --yes --skip-preview --suppress-outputs",
  ]);
  const frames = await framesOf(outputs);
  const title = "pulumi up creates two send IDs; a second pulumi up changes nothing";
  for (const scheme of schemes)
    writeFileSync(join(folder, `first-send-ids-${scheme}.svg`), recordingSvg(frames, title, themes[scheme]));
}

/** Takes the screenshots of the pages with these names, and records which page each one shows. */
async function writeScreenshots(names: string[]): Promise<void> {
  const file = join(folder, "pages.json");
  const shown: Record<string, string[]> = JSON.parse(readFileSync(file, "utf8"));
  const browser = await launchBrowser();
  try {
    for (const name of names) {
      const page = await pages[name]?.();
      if (page === undefined) continue;
      for (const scheme of schemes)
        writeFileSync(join(folder, `${name}-${scheme}.png`), await screenshot(browser, page, scheme));
      shown[name] = textOf(page);
    }
  } finally {
    await browser.close();
  }
  writeFileSync(file, `${JSON.stringify(shown, null, 2)}\n`);
}

async function screenshot(browser: Browser, page: Page, colorScheme: "light" | "dark"): Promise<Buffer> {
  const tab = await browser.newPage({
    viewport: { width: page.width, height: page.height ?? 100 },
    deviceScaleFactor: pixelRatio,
    colorScheme,
    javaScriptEnabled: false,
  });
  await tab.setContent(page.html);
  return tab.screenshot({ fullPage: page.height === undefined });
}

runScript("pictures", async ({ step }) => {
  const all = ["first-send-ids", ...Object.keys(pages)];
  const names = process.argv.length > 2 ? process.argv.slice(2) : all;
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw new Error(`Unknown picture: ${unknown.join(", ")}. Use one of ${all.join(", ")}.`);
  if (names.includes("first-send-ids")) await step("recording the quickstart", writeRecording);
  const shots = names.filter((name) => name in pages);
  if (shots.length > 0) await step("taking screenshots", () => writeScreenshots(shots));
  return [folder];
});
