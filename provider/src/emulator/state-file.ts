import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { parseJson } from "../text/parse-json";
import type { LedgerEntry } from "./workspaces";

// One line of JSON per creation, only ever appended, so that a kill can tear no more than the last line, and that one
// was not answered yet. The first line keeps the emulator from taking, and cutting, a file that is somebody else's.
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
  /** What was kept before. */
  readonly entries: readonly LedgerEntry[];
  /** Resolves when this entry, and every one before it, is on disk. Once that fails, it fails for good. */
  append(entry: LedgerEntry | undefined): Promise<void>;
  close(): Promise<void>;
}

/** Ten years at a hundred a day take a fifth of this. */
const maxStateBytes = 256 * 1024 * 1024;

export async function openStateFile(path: string): Promise<StateFile> {
  // Opening a pipe would wait for somebody to write into it, and a device is never a file of the emulator.
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw new Error(`${path} is not a file.`);
  if (found !== undefined && found.size > maxStateBytes)
    throw new Error(`${path} is too large for a state file: over ${maxStateBytes} bytes.`);
  const unlock = lock(path);
  try {
    const stateFile = await openLocked(path);
    return { ...stateFile, close: () => stateFile.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The locks that this process holds. */
const lockedHere = new Set<string>();

/**
 * Keeps a second emulator from writing the same file. The lock names the process, so that one that a crash left behind is
 * recognized and replaced.
 *
 * @returns releases the lock.
 */
function lock(path: string): () => void {
  const lockPath = `${resolve(path)}.lock`;
  const holder = () => Number(readFileSync(lockPath, "utf8"));
  try {
    writeFileSync(lockPath, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST")
      throw new Error(`The state file cannot be locked: ${(error as Error).message}.`);
    const pid = holder();
    // In a container, an emulator that is started again after a crash often has the same process ID as before.
    const abandoned = pid === process.pid ? !lockedHere.has(lockPath) : !isRunning(pid);
    if (!abandoned) throw new Error(`${path} is used by another emulator (process ${pid}).`);
    writeFileSync(lockPath, String(process.pid));
  }
  lockedHere.add(lockPath);
  return () => {
    lockedHere.delete(lockPath);
    rmSync(lockPath, { force: true });
  };
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function openLocked(path: string): Promise<StateFile> {
  const file = await open(path, "a+").catch((error: Error) => {
    throw new Error(`The state file cannot be opened: ${error.message}.`);
  });
  try {
    return createStateFile(file, await readEntries(file, path));
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readEntries(file: FileHandle, path: string): Promise<LedgerEntry[]> {
  const content = await file.readFile("utf8");
  if (content.length < firstLine.length && firstLine.startsWith(content)) {
    await file.truncate(0);
    await file.appendFile(firstLine);
    return [];
  }
  if (!content.startsWith(firstLine)) throw new Error(`${path} is not a state file of this emulator.`);
  const whole = content.slice(0, content.lastIndexOf("\n") + 1);
  if (whole.length < content.length) await file.truncate(Buffer.byteLength(whole));
  const lines = whole.slice(firstLine.length).split("\n").slice(0, -1);
  return lines.map((line, index) => {
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success)
      throw new Error(`${path} is damaged: line ${index + 2} is not one the emulator wrote.`);
    const { counted, repeated, ...pair } = parsed.data;
    return { pair, counted, repeated };
  });
}

function createStateFile(file: FileHandle, entries: LedgerEntry[]): StateFile {
  let pending = "";
  let lastBatch: Promise<void> = Promise.resolve();
  let nextBatch: Promise<void> | undefined;
  const writePending = async () => {
    const text = pending;
    pending = "";
    nextBatch = undefined;
    if (text === "") return;
    await file.appendFile(text);
    await file.datasync();
  };
  return {
    entries,
    append(entry) {
      if (entry) {
        const { pair, ...rest } = entry;
        pending += `${JSON.stringify({ ...pair, ...rest })}\n`;
      }
      // Requests under way together share one flush. A batch that failed fails all after it: a line may be torn, and
      // nothing may be written behind it.
      if (!nextBatch) {
        nextBatch = lastBatch.then(writePending);
        lastBatch = nextBatch;
      }
      return nextBatch;
    },
    async close() {
      await lastBatch.catch(() => {});
      await file.close();
    },
  };
}
