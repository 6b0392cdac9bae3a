import type { Browser } from "playwright-core";

/** A web page whose screenshot is a picture. */
export interface Page {
  html: string;
  /** In CSS pixels, each of which is {@link pixelRatio} pixels wide in the picture. */
  width: number;
  /** In CSS pixels. If omitted, the picture shows the whole page. */
  height?: number;
}

/** Sharp on most displays, in files half as large as with 2. */
export const pixelRatio = 1.5;

export type ColorScheme = "light" | "dark";

/** Takes a screenshot of a page, as PNG. */
export async function screenshot(browser: Browser, page: Page, colorScheme: ColorScheme): Promise<Buffer> {
  const tab = await browser.newPage({
    viewport: { width: page.width, height: page.height ?? 100 },
    deviceScaleFactor: pixelRatio,
    colorScheme,
    javaScriptEnabled: false,
  });
  try {
    await tab.setContent(page.html);
    return await tab.screenshot({ fullPage: page.height === undefined });
  } finally {
    await tab.close();
  }
}

/** The text that a page shows, which its screenshot must show, too. How it looks may change. */
export const textOf = ({ html }: Page): string[] =>
  html
    .replace(/<style>.*?<\/style>/gs, "")
    .replace(/<[^>]*>/g, "\n")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
