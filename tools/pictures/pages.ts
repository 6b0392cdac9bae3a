import { planComment } from "./plan-comment";
import { resultsPage } from "./results-page";

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

/** The pages, each by the name of its files. */
export const pages: Readonly<Record<string, () => Page | Promise<Page>>> = {
  "plan-comment": planComment,
  results: resultsPage,
};

/** The text that a page shows, which its screenshot must show, too. How it looks may change. */
export const textOf = ({ html }: Page): string[] =>
  html
    .replace(/<style>.*?<\/style>/gs, "")
    .replace(/<[^>]*>/g, "\n")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
