import { styleText } from "node:util";

/** Styles a text for a terminal. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** @param colors whether the output may be styled. Otherwise, texts are returned as they are. */
export const painter =
  (colors: boolean): Paint =>
  (style, text) =>
    colors ? styleText(style, text, { validateStream: false }) : text;
