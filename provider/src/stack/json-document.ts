import type { z } from "zod";
import { escapeText } from "../text/escape";
import { parseJson } from "../text/parse-json";

/** An input and its name. */
export interface Document {
  /** The file's name, or "standard input". */
  name: string;
  bytes: Uint8Array;
}

/** An input cannot be used. The message is one line that says why, and what to do. */
export class InvalidInputError extends Error {
  override name = "InvalidInputError";

  constructor({ name }: Pick<Document, "name">, what: string) {
    super(`${escapeText(name)} ${what}`);
  }
}

/**
 * Parses the output of a Pulumi command with a schema.
 *
 * No message quotes the document: it may hold secrets, and it holds the source of providers.
 *
 * @param command the command whose output is expected.
 * @throws {@link InvalidInputError}
 */
export function readDocument<T extends z.ZodType>(
  document: Document,
  schema: T,
  command: string,
): z.output<T> {
  const text = decode(document.bytes).trim();
  if (text === "") throw new InvalidInputError(document, `is empty. Give the output of \`${command}\`.`);
  const value = parseJson(text);
  if (value === undefined) {
    const what = /^[{[]/.test(text) && !/[}\]]$/.test(text) ? "is truncated" : "is not JSON";
    throw new InvalidInputError(document, `${what}. Give the output of \`${command}\`, and nothing else.`);
  }
  const { data, error } = schema.safeParse(value);
  const problem = error?.issues[0];
  if (problem === undefined) return data as z.output<T>;
  const place = problem.path.length === 0 ? "" : ` at ${escapeText(problem.path.join("."))}`;
  throw new InvalidInputError(
    document,
    `has an unknown form${place}: ${problem.message}. Give the output of \`${command}\`; if it is, a newer ` +
      "pulumi-braze may read it.",
  );
}

/** Windows PowerShell writes UTF-16 into the file that output is redirected to. */
function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? "utf-16le" : "utf-8").decode(bytes);
}
