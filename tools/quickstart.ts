import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "pulumi-braze/emulator";
import { findEngine } from "./engine/find-engine";
import { isolatedEnvironment } from "./isolated-environment";

const checkout = resolve(__dirname, "..");
const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";

/** A copy of the quickstart, with a stack that has a campaign and no API key. */
export interface Quickstart {
  folder: string;
  /** The environment in which `pulumi` runs it with the emulator. */
  env: NodeJS.ProcessEnv;
  emulator: Emulator;
}

/** Runs `work` with the quickstart in a temporary folder, and removes everything afterwards. */
export async function inQuickstart<T>(work: (quickstart: Quickstart) => Promise<T>): Promise<T> {
  // First, because it can take minutes, in which it can be interrupted.
  await findEngine();
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-quickstart-"));
  const emulator = await startEmulator();
  try {
    const folder = join(home, "quickstart");
    await cp(join(checkout, "examples/quickstart"), folder, { recursive: true });
    await symlink(join(checkout, "node_modules"), join(folder, "node_modules"), "junction");
    const env = { ...(await isolatedEnvironment(home)), BRAZE_REST_ENDPOINT: emulator.url };
    for (const args of [
      ["stack", "init", "dev"],
      ["config", "set", "campaignId", campaignId],
    ])
      await promisify(execFile)("pulumi", args, { cwd: folder, env });
    return await work({ folder, env, emulator });
  } finally {
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  }
}
