import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";
import { showing } from "./progress";

/** Runs `work` when no other process does so for `folder`. The lock of a run that was killed expires in 10 s. */
export async function oneAtATime<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(folder), { recursive: true });
  const release =
    (await lock(folder)) ??
    (await showing("another run is getting the Pulumi CLI; waiting for it", async () => {
      for (;;) {
        await sleep(500, undefined, { signal });
        const free = await lock(folder);
        if (free !== undefined) {
          return free;
        }
      }
    }));
  try {
    return await work();
  } finally {
    // Rejects only when the lock was lost, see below.
    await release().catch(() => {});
  }
}

async function lock(folder: string): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockfile.lock(folder, {
      realpath: false,
      // A laptop that slept through it loses the lock; the worst that follows is the same folder made twice.
      onCompromised: () => {},
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") {
      return undefined;
    }
    throw error;
  }
}
