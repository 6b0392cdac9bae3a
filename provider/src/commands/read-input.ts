import { createReadStream } from "node:fs";
import { Option } from "commander";
import { type Document, InvalidInputError } from "../stack/json-document";
import type { CommandContext } from "./command-context";
import { UsageError, wholeNumberFrom } from "./option-values";

const megabyte = 1_000_000;

/** The size limit of an input in megabytes. Node does not support strings longer than `highest`. */
const sizeLimit = { default: 256, highest: 500 };

/** The option that changes the size limit of each input. */
export const maxInputSizeOption = () =>
  new Option("--max-input-size <MB>", `size limit of each input (1 to ${sizeLimit.highest})`)
    .argParser(wholeNumberFrom(1, sizeLimit.highest))
    .default(sizeLimit.default);

/** Rejects inputs of which several are standard input, which can be read only once. */
export function rejectRepeatedStandardInput(inputs: readonly (string | undefined)[]): void {
  if (inputs.filter((file) => file === "-").length > 1)
    throw new UsageError("Standard input can be given only once.");
}

/**
 * Reads a file, or standard input for `-`. The size is counted while reading, because a pipe or a device has none.
 *
 * @param command the command whose output is expected.
 * @throws {@link InvalidInputError}
 */
export async function readInput(
  file: string,
  context: CommandContext,
  command: string,
  maxMegabytes = sizeLimit.default,
): Promise<Document> {
  const name = file === "-" ? "standard input" : file;
  if (file === "-" && context.stdin.isTTY) {
    throw new InvalidInputError(
      { name },
      `is a terminal. Give a file, or pipe in the output of \`${command}\`.`,
    );
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of file === "-" ? context.stdin : createReadStream(file)) {
      size += chunk.length;
      if (size > maxMegabytes * megabyte)
        throw new InvalidInputError({ name }, `is larger than the limit of ${maxMegabytes} MB.`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw new InvalidInputError({ name }, `cannot be read: ${reason(error as NodeJS.ErrnoException)}.`);
  }
  return { name, text: decode(Buffer.concat(chunks)) };
}

/**
 * Windows PowerShell writes UTF-16 into the file that output is redirected to. Without a byte order mark, the first character
 * shows it: JSON begins with an ASCII character, whose other byte is zero.
 */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittleEndian = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBigEndian = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  const encoding = isLittleEndian ? "utf-16le" : isBigEndian ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

const reason = ({ code, message }: NodeJS.ErrnoException) =>
  code === "ENOENT"
    ? "the file does not exist"
    : code === "EISDIR"
      ? "it is a folder"
      : code === "EACCES"
        ? "permission denied"
        : message;
