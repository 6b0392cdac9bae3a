/**
 * Makes the screenshots and the recording under `.github/pictures`, each for light and dark pages: those named as arguments,
 * or all.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launchBrowser } from "../../test/support/browser";
import { pages } from "./pictures";
import { record } from "./record";
import { recordingSvg } from "./recording";
import { type ColorScheme, screenshot, textOf } from "./screenshot";
import { themes } from "./theme";

const folder = resolve(__dirname, "../../.github/pictures");
const schemes = Object.keys(themes) as ColorScheme[];

/** Writes a picture for each color scheme. */
async function writePicture(
  name: string,
  ending: "svg" | "png",
  draw: (scheme: ColorScheme) => Promise<Buffer> | string,
): Promise<void> {
  for (const scheme of schemes)
    writeFileSync(join(folder, `${name}-${scheme}.${ending}`), await draw(scheme));
}

async function recording(): Promise<void> {
  const frames = await record([
    "pulumi preview --suppress-outputs",
    "pulumi up --yes --skip-preview",
    "pulumi up --yes --skip-preview --suppress-outputs",
  ]);
  const title = "pulumi up creates two send IDs; a second pulumi up changes nothing";
  await writePicture("first-send-ids", "svg", (scheme) => recordingSvg(frames, title, themes[scheme]));
}

/** Takes the screenshots, and records which page each one shows. */
async function screenshots(names: string[]): Promise<void> {
  const file = join(folder, "pages.json");
  const shown: Record<string, string[]> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const browser = await launchBrowser();
  try {
    for (const name of names) {
      const page = await pages[name]?.();
      if (page === undefined) continue;
      await writePicture(name, "png", (scheme) => screenshot(browser, page, scheme));
      shown[name] = textOf(page);
    }
  } finally {
    await browser.close();
  }
  writeFileSync(file, `${JSON.stringify(shown, null, 2)}\n`);
}

async function main(names: string[]) {
  const all = ["first-send-ids", ...Object.keys(pages)];
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw new Error(`Unknown picture: ${unknown.join(", ")}. Use one of ${all.join(", ")}.`);
  const isSelected = (name: string) => names.length === 0 || names.includes(name);
  mkdirSync(folder, { recursive: true });
  if (isSelected("first-send-ids")) await recording();
  const shots = Object.keys(pages).filter(isSelected);
  if (shots.length > 0) await screenshots(shots);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
