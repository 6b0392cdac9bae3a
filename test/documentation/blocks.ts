import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const checkout = resolve(__dirname, "../..");

/** A fenced block of a Markdown file. */
export interface Block {
  language: string;
  text: string;
  /** The line number of its first line in the file. */
  line: number;
}

/** The fenced blocks of a Markdown file of this checkout, in order. */
export const blocksOf = (file: string): Block[] => blocksIn(readFileSync(join(checkout, file), "utf8"));

/** The fenced blocks of a Markdown text, in order. */
export function blocksIn(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\S*)\n(.*?)^```$/gms)].map(
    ({ 1: language = "", 2: text = "", index }) => ({
      language,
      text,
      line: markdown.slice(0, index).split("\n").length + 1,
    }),
  );
}

/** The shell blocks of a Markdown file, in order. */
export const shellBlocksOf = (file: string) =>
  blocksOf(file)
    .filter(({ language }) => ["bash", "sh"].includes(language))
    .map(({ text }) => text);

/** Whether code imports the SDK of another provider, which is not installed in this checkout. */
export const usesOtherProvider = (code: string) => /"@pulumi\/(aws|kubernetes)"/.test(code);

/** Whether code imports the SDK that `pulumi package add` generates, which is not installed in this checkout. */
export const usesGeneratedSdk = (code: string) => code.includes('"@pulumi/braze"');
