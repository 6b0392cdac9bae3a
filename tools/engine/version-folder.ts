import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { executableIn } from "./executables";
import { cliVersion } from "./versions";

/** The executables that the CLI requires, in its folder or on PATH, to run a Node.js program with dynamic resources. */
export const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

/** The folder for this version of the CLI, which Pulumi's own tools use, too. */
export function versionFolder(): string {
  return resolve(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "versions", cliVersion);
}

/** The CLI of a version folder. */
export function cliIn(folder: string): string {
  return join(folder, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi");
}

/** Whether a version folder contains a CLI and everything that it requires. */
export function isComplete(folder: string): boolean {
  return ["pulumi", ...companions].every((name) => executableIn(join(folder, "bin"), name));
}

/**
 * Runs `work` with an empty folder on the same file system as `folder`, so that the result can be moved into place in one
 * step. Only one run at a time may call it.
 */
export async function inTemporaryFolder<T>(
  folder: string,
  work: (temporary: string) => Promise<T>,
): Promise<T> {
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}-`;
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    // Left by a killed run: this run has the lock.
    if (name.startsWith(prefix)) await remove(join(parent, name));
  }
  const temporary = await mkdtemp(join(parent, prefix));
  try {
    return await work(temporary);
  } finally {
    await remove(temporary);
  }
}

/** Moves the folder that `make` returns to `folder`, which is therefore complete or absent. */
export function makeInPlace(folder: string, make: (temporary: string) => Promise<string>): Promise<void> {
  return inTemporaryFolder(folder, async (temporary) => {
    const made = await make(temporary);
    await rename(folder, join(temporary, "unusable")).catch(ignoreMissing);
    await rename(made, folder);
  });
}

function remove(folder: string): Promise<void> {
  // Retried, because the Go process of a killed run may still be writing there. Without its folder, it fails.
  return rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
