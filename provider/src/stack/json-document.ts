import { z } from "zod";
import { escapeText } from "../text/escape";
import { parseJson } from "../text/parse-json";
import { hasMoreValuesThan, splitJson } from "../text/split-json";

/** An input and its name. */
export interface Document {
  /** The file's name, or "standard input". */
  name: string;
  text: string;
}

/** An input cannot be used. The message is one line: why, and what to do. */
export class InvalidInputError extends Error {
  override name = "InvalidInputError";

  constructor({ name }: Pick<Document, "name">, what: string) {
    super(`${escapeText(name)} ${what}`);
  }
}

/** Most values that are parsed at once. A resource has some hundred, and so has a document without its resources. */
const maxValues = 1_000_000;

/** Most elements of a large list: they fit into the memory that Node has on a small machine. */
const maxElements = 250_000;

/** A large list in the output of a Pulumi command. */
export interface LargeList<Element> {
  /** The keys that lead to it. */
  path: readonly string[];
  /** The schema of an element. Properties that it omits are dropped. */
  element: z.core.$ZodType<Element>;
}

/**
 * Parses the output of a Pulumi command with a schema.
 *
 * Messages never quote the document, because it contains the source of providers and may contain secrets.
 *
 * @param command the command whose output is expected.
 * @throws {@link InvalidInputError}
 */
export function readDocument<T extends z.core.$ZodType>(
  { name, text }: Document,
  schema: T,
  command: string,
): z.output<T> {
  return parse({ name, text: text.trim() }, schema, command, []);
}

/**
 * Parses the output of a Pulumi command, and the elements of a large list in it one by one.
 *
 * @param schema for the output, in which the list is empty.
 * @param command the command whose output is expected.
 * @throws {@link InvalidInputError}
 */
export function readLargeDocument<T extends z.core.$ZodType, Element>(
  { name, text }: Document,
  schema: T,
  { path, element }: LargeList<Element>,
  command: string,
): { head: z.output<T>; elements: Element[] } {
  const { rest, elements } = splitJson(text.trim(), path);
  const head = parse({ name, text: rest }, schema, command, []);
  const read: Element[] = [];
  for (const text of elements) {
    if (read.length === maxElements) {
      const what = `has more than ${maxElements.toLocaleString("en")} ${path.at(-1)}, the most that is read.`;
      throw new InvalidInputError({ name }, what);
    }
    read.push(parse({ name, text }, element, command, [...path, read.length]));
  }
  return { head, elements: read };
}

/** @param path where the text is in the document. */
function parse<T extends z.core.$ZodType>(
  document: Document,
  schema: T,
  command: string,
  path: readonly PropertyKey[],
): z.output<T> {
  const { text } = document;
  if (text === "" && path.length === 0)
    throw new InvalidInputError(document, `is empty. Give the output of \`${command}\`.`);
  if (hasMoreValuesThan(maxValues, text)) {
    const place = path.length > 0 ? ` at ${path.join(".")}` : "";
    const what = `has more than ${maxValues.toLocaleString("en")} values${place}, the most that is read.`;
    throw new InvalidInputError(document, what);
  }
  const value = parseJson(text);
  if (value === undefined) {
    const what = /^[{[]/.test(text) && !/[}\]]$/.test(text) ? "is truncated" : "is not JSON";
    throw new InvalidInputError(document, `${what}. Give the output of \`${command}\`, and nothing else.`);
  }
  const { data, error } = z.safeParse(schema, value);
  const problem = error?.issues[0];
  if (problem === undefined) return data as z.output<T>;
  const place = [...path, ...problem.path].join(".");
  // The words of zod are for programmers.
  const reason = problem.code === "custom" ? `: ${problem.message}` : "";
  throw new InvalidInputError(
    document,
    `has an unknown format${place && ` at ${escapeText(place)}`}${reason}. Give the output of \`${command}\`. ` +
      "If it is that, a newer version of pulumi-braze may be able to read it.",
  );
}
