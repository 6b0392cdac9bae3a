import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";
import type { Steps } from "../steps";
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
 * Changes the version folder while no other process does. `work` gets an empty folder on the same file system, from which it
 * can move its result into place in one step. It does not run if `isDone`: another process may have done it in the meantime.
 */
export async function changeVersionFolder(
  steps: Steps,
  isDone: () => boolean,
  work: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = versionFolder();
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  const release = await waitForLock(folder, steps);
  try {
    if (isDone()) return;
    const prefix = `.${basename(folder)}-`;
    for (const name of await readdir(parent)) {
      // Left by a killed run: this run has the lock.
      if (name.startsWith(prefix)) await remove(join(parent, name));
    }
    const temporary = await mkdtemp(join(parent, prefix));
    try {
      await work(temporary);
    } finally {
      await remove(temporary);
    }
  } finally {
    // Rejects only if the lock is lost, see below.
    await release().catch(() => {});
  }
}

type Release = () => Promise<void>;

async function waitForLock(folder: string, { signal, step }: Steps): Promise<Release> {
  const atOnce = await lock(folder);
  if (atOnce !== undefined) return atOnce;
  return step("another run is getting the Pulumi CLI; waiting for it", async () => {
    for (;;) {
      await sleep(500, undefined, { signal });
      const free = await lock(folder);
      if (free !== undefined) return free;
    }
  });
}

/** Returns nothing if another process has the lock. The lock of a killed process expires after 10 s. */
async function lock(folder: string): Promise<Release | undefined> {
  try {
    return await lockfile.lock(folder, {
      realpath: false,
      // A suspended machine loses the lock. In the worst case, the folder is created twice.
      onCompromised: () => {},
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") return undefined;
    throw error;
  }
}

function remove(folder: string): Promise<void> {
  // Retried, because the Go process of a killed run may still be writing there. Without its folder, it fails.
  return rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
