import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { resolve } from "node:path";
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
  append(entry: LedgerEntry | undefined): Promise<void>;
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
  const unlock = lock(path);
  try {
    const stateFile = await openLocked(path);
    return { ...stateFile, close: () => stateFile.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The locks of this process. */
const ownLocks = new Set<string>();

/**
 * Prevents a second emulator from writing the same file. The lock contains the process ID, so that a lock left by a crash is
 * detected and replaced.
 *
 * @returns a function that releases the lock.
 */
function lock(path: string): () => void {
  const lockPath = `${resolve(path)}.lock`;
  let owner: number | undefined;
  try {
    owner = takeLock(lockPath);
  } catch (error) {
    throw new Error(
      `${path} cannot be locked: ${(error as Error).message}. Delete ${lockPath} if it exists and no emulator uses it, or ` +
        "choose a state file in another folder.",
    );
  }
  if (owner !== undefined) {
    throw new Error(
      `${path} is in use by another emulator (process ${owner}). Stop it, or choose another state file. If that process is not ` +
        `an emulator, delete ${lockPath}.`,
    );
  }
  ownLocks.add(lockPath);
  return () => {
    ownLocks.delete(lockPath);
    rmSync(lockPath, { force: true });
  };
}

/** Returns the process that has the lock; undefined if the lock was taken. */
function takeLock(lockPath: string): number | undefined {
  try {
    writeFileSync(lockPath, String(process.pid), { flag: "wx" });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  // Reading a pipe would block until something writes to it.
  if (!statSync(lockPath).isFile()) throw new Error(`${lockPath} is not a file`);
  const pid = Number(readFileSync(lockPath, "utf8"));
  // In a container, an emulator restarted after a crash often has the same process ID.
  const abandoned = pid === process.pid ? !ownLocks.has(lockPath) : !isRunning(pid);
  if (!abandoned) return pid;
  writeFileSync(lockPath, String(process.pid));
  return undefined;
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
    return createStateFile(file, path, await readEntries(file, path));
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
  if (!content.startsWith(firstLine))
    throw new Error(`${path} was not created by this emulator. Choose another state file.`);
  const complete = content.slice(0, content.lastIndexOf("\n") + 1);
  if (complete.length < content.length) await file.truncate(Buffer.byteLength(complete));
  const lines = complete.slice(firstLine.length).split("\n").slice(0, -1);
  return lines.map((line, index) => {
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success)
      throw new Error(
        `${path} is damaged: line ${index + 2} was not written by the emulator. Fix the line, or delete the file.`,
      );
    const { counted, repeated, ...pair } = parsed.data;
    return { pair, counted, repeated };
  });
}

/** Whether the open file is the one at the path. It can be deleted or replaced, and writing to it still succeeds. */
async function isAt(path: string, file: FileHandle): Promise<boolean> {
  const [found, own] = await Promise.all([
    stat(path, { bigint: true }).catch(() => undefined),
    file.stat({ bigint: true }),
  ]);
  return found?.ino === own.ino && found.dev === own.dev;
}

function createStateFile(file: FileHandle, path: string, entries: LedgerEntry[]): StateFile {
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
    if (!(await isAt(path, file)))
      throw new Error(
        `${path} was deleted or replaced while the emulator was running. Restart the emulator.`,
      );
  };
  return {
    entries,
    append(entry) {
      if (entry) {
        const { pair, ...rest } = entry;
        pending += `${JSON.stringify({ ...pair, ...rest })}\n`;
      }
      // Concurrent requests share one flush. After a failed batch, all later ones fail, too: the last line may be incomplete,
      // and nothing may be written after it.
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
