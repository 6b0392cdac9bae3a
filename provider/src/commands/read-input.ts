import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { type Document, InvalidInputError } from "../stack/json-document";

/**
 * Reads a file, or standard input for `-`.
 *
 * @param command the command whose output is expected.
 * @throws {@link InvalidInputError}
 */
export async function readInput(file: string, command: string): Promise<Document> {
  if (file === "-") {
    const document = { name: "standard input" };
    if (process.stdin.isTTY)
      throw new InvalidInputError(
        document,
        `is a terminal. Give a file, or pipe in the output of \`${command}\`.`,
      );
    return { ...document, bytes: await buffer(process.stdin) };
  }
  try {
    return { name: file, bytes: await readFile(file) };
  } catch (error) {
    throw new InvalidInputError({ name: file }, `cannot be read: ${reason(error as NodeJS.ErrnoException)}.`);
  }
}

const reason = ({ code, message }: NodeJS.ErrnoException) =>
  code === "ENOENT"
    ? "there is no such file"
    : code === "EISDIR"
      ? "it is a folder"
      : code === "EACCES"
        ? "this user may not read it"
        : message;
