import { createReadStream } from "node:fs";
import { type Document, InvalidInputError } from "../stack/json-document";

const megabyte = 1_000_000;

/** Largest input in megabytes, unless an option says otherwise. */
export const defaultMaxInputMegabytes = 256;

/** The largest value of that option: Node does not support longer strings. */
export const greatestMaxInputMegabytes = 500;

/**
 * Reads a file, or standard input for `-`. The size is counted while reading, because a pipe or a device has none.
 *
 * @param command the command whose output is expected.
 * @throws {@link InvalidInputError}
 */
export async function readInput(
  file: string,
  command: string,
  maxMegabytes = defaultMaxInputMegabytes,
): Promise<Document> {
  const name = file === "-" ? "standard input" : file;
  if (file === "-" && process.stdin.isTTY) {
    throw new InvalidInputError(
      { name },
      `is a terminal. Give a file, or pipe in the output of \`${command}\`.`,
    );
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of file === "-" ? process.stdin : createReadStream(file)) {
      size += chunk.length;
      if (size > maxMegabytes * megabyte) {
        throw new InvalidInputError({ name }, `is larger than ${maxMegabytes} MB, the most that is read.`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw new InvalidInputError({ name }, `cannot be read: ${reason(error as NodeJS.ErrnoException)}.`);
  }
  return { name, text: decode(Buffer.concat(chunks)) };
}

/** Windows PowerShell writes UTF-16 into the file that output is redirected to. */
function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? "utf-16le" : "utf-8").decode(bytes);
}

const reason = ({ code, message }: NodeJS.ErrnoException) =>
  code === "ENOENT"
    ? "there is no such file"
    : code === "EISDIR"
      ? "it is a folder"
      : code === "EACCES"
        ? "this user may not read it"
        : message;
