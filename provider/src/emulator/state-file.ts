import { type FileHandle, open, stat } from "node:fs/promises";
import { z } from "zod";
import { parseJson } from "../text/parse-json";
import type { LedgerEntry } from "./workspaces";

// One line of JSON for each created send ID. The file is only appended to, so that a killed process can leave at most the
// last line incomplete, and no response to that request was sent. The first line keeps the emulator from truncating a file
// that it did not create.
const firstLine = `${JSON.stringify({ file: "created by pulumi-braze emulator", version: 1 })}\n`;

const lineSchema = z.strictObject({
  workspace: z.string(),
  campaignId: z.string(),
  sendId: z.string(),
  createdAt: z.iso.datetime().transform((text) => new Date(text)),
  generated: z.boolean(),
  counted: z.boolean(),
  repeated: z.boolean(),
});

export interface StateFile {
  /** What the file contained when it was opened. */
  readonly entries: readonly LedgerEntry[];
  /** Resolves when this entry and all earlier ones are on disk. After a failure, every later call fails, too. */
  append(entry: LedgerEntry): Promise<void>;
  close(): Promise<void>;
}

/** Ten years with 100 send IDs a day need a fifth of this. */
const maxStateBytes = 256 * 1024 * 1024;

export async function openStateFile(path: string): Promise<StateFile> {
  // Opening a pipe would block until something writes to it, and a device is never a state file.
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw new Error(`${path} is not a file.`);
  if (found !== undefined && found.size > maxStateBytes)
    throw new Error(`${path} is too large for a state file: more than ${maxStateBytes} bytes.`);
  const file = await open(path, "a+").catch((error: Error) => {
    throw new Error(`The state file cannot be opened: ${error.message}.`);
  });
  try {
    return createStateFile(file, path, await readComplete(file, path));
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Reads the complete lines, and removes an incomplete one, such as the first line of a new file. */
async function readComplete(file: FileHandle, path: string): Promise<string> {
  const content = await file.readFile("utf8");
  const isNew = content.length < firstLine.length && firstLine.startsWith(content);
  if (!isNew && !content.startsWith(firstLine))
    throw new Error(`${path} was not created by this emulator. Choose another state file.`);
  const complete = isNew ? "" : content.slice(0, content.lastIndexOf("\n") + 1);
  if (complete.length < content.length) await file.truncate(Buffer.byteLength(complete));
  if (isNew) await file.appendFile(firstLine);
  return complete || firstLine;
}

function parseEntries(content: string, path: string): LedgerEntry[] {
  return content
    .split("\n")
    .slice(0, -1)
    .flatMap((line, index) => {
      // Two emulators that start at the same time both write the first line.
      if (`${line}\n` === firstLine) return [];
      const parsed = lineSchema.safeParse(parseJson(line));
      if (!parsed.success)
        throw new Error(
          `${path} is damaged: line ${index + 1} was not written by the emulator. Fix the line, or delete the file.`,
        );
      const { counted, repeated, ...pair } = parsed.data;
      return { pair, counted, repeated };
    });
}

function createStateFile(file: FileHandle, path: string, content: string): StateFile {
  const entries = parseEntries(content, path);
  let size = Buffer.byteLength(content);
  let lastWrite: Promise<void> = Promise.resolve();
  /** A deleted or replaced file can still be written, and what another emulator writes is not known here. */
  const checkUnchanged = async () => {
    const [found, own] = await Promise.all([
      stat(path, { bigint: true }).catch(() => undefined),
      file.stat({ bigint: true }),
    ]);
    if (found?.ino !== own.ino || found.dev !== own.dev)
      throw new Error(
        `${path} was deleted or replaced while the emulator was running. Restart the emulator.`,
      );
    if (own.size !== BigInt(size))
      throw new Error(
        `${path} was changed while the emulator was running. Use one state file for each emulator, and restart this one.`,
      );
  };
  const write = async (line: string) => {
    await checkUnchanged();
    await file.appendFile(line);
    await file.datasync();
    size += Buffer.byteLength(line);
    // Between the check and the write, another emulator may have written, too.
    await checkUnchanged();
  };
  return {
    entries,
    append({ pair, ...rest }) {
      // A repeated pair that does not count changes nothing.
      if (rest.repeated && !rest.counted) return lastWrite;
      const line = `${JSON.stringify({ ...pair, ...rest })}\n`;
      // After a failed write, all later ones fail, too: the last line may be incomplete, and nothing may be written after it.
      lastWrite = lastWrite.then(() => write(line));
      return lastWrite;
    },
    async close() {
      await lastWrite.catch(() => {});
      await file.close();
    },
  };
}
