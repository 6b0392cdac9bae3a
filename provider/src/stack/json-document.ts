import type { z } from "zod";
import { escapeText } from "../text/escape";
import { parseJson } from "../text/parse-json";

/** What was read, and what to call it. */
export interface Document {
  /** The file's name, or "standard input". */
  name: string;
  bytes: Uint8Array;
}

/** What was read cannot be used. The message is one line that says what it is instead, and what to do. */
export class InvalidInputError extends Error {
  constructor({ name }: Pick<Document, "name">, what: string) {
    super(`${escapeText(name)} ${what}`);
  }
}

/**
 * The value of a document that a Pulumi command printed, as the schema knows it.
 *
 * No message quotes the document: it may hold secrets, and it holds the source of providers.
 *
 * @param command the command that prints such a document.
 * @throws {InvalidInputError}
 */
export function readDocument<T extends z.ZodType>(
  document: Document,
  schema: T,
  command: string,
): z.output<T> {
  const text = decode(document.bytes).trim();
  if (text === "")
    throw new InvalidInputError(document, `is empty. It should be what \`${command}\` prints.`);
  const value = parseJson(text);
  if (value === undefined) {
    const what = /^[{[]/.test(text) && !/[}\]]$/.test(text) ? "breaks off before its end" : "is not JSON";
    throw new InvalidInputError(
      document,
      `${what}. It should be what \`${command}\` prints, and nothing else.`,
    );
  }
  const { data, error } = schema.safeParse(value);
  const fault = error?.issues[0];
  if (fault === undefined) return data as z.output<T>;
  const place = fault.path.length === 0 ? "" : ` at ${escapeText(fault.path.join("."))}`;
  throw new InvalidInputError(
    document,
    `is not in a form known here${place}: ${fault.message}. It should be what \`${command}\` prints; if it is, a newer ` +
      "pulumi-braze may know it.",
  );
}

/** Windows PowerShell writes UTF-16 into the file that output is redirected to. */
function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? "utf-16le" : "utf-8").decode(bytes);
}
