import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";
import type { Steps } from "../steps";

/** Runs `work` while no other process does so for `folder`. The lock of a killed run expires after 10 s. */
export async function oneAtATime<T>(
  folder: string,
  { signal, step }: Steps,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(folder), { recursive: true });
  const release =
    (await lock(folder)) ??
    (await step("another run is getting the Pulumi CLI; waiting for it", async () => {
      for (;;) {
        await sleep(500, undefined, { signal });
        const free = await lock(folder);
        if (free !== undefined) return free;
      }
    }));
  try {
    return await work();
  } finally {
    // Rejects only if the lock is lost, see below.
    await release().catch(() => {});
  }
}

async function lock(folder: string): Promise<(() => Promise<void>) | undefined> {
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
