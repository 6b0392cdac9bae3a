import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { executableIn, executableOnPath } from "./executables";
import { companions } from "./version-folder";
import { cliVersion, isOlder } from "./versions";

/** A CLI on PATH that can run a Node.js program, or why there is none. `found`: there is one, but it cannot be used. */
export type EngineOnPath = { pulumi: string; version: string } | { problem: string; found: boolean };

/** Looks for a usable CLI on PATH. */
export async function engineOnPath(): Promise<EngineOnPath> {
  const pulumi = executableOnPath("pulumi");
  if (pulumi === undefined) return { problem: "PATH: no pulumi", found: false };
  const unusable = (why: string) => ({ problem: `PATH: ${pulumi} ${why}`, found: true });

  // Checked before it is started: npm's `pulumi` package puts a launcher on PATH that downloads a CLI to print its version.
  const folder = dirname(realpathSync(pulumi));
  const missing = companions.find((name) => !(executableIn(folder, name) ?? executableOnPath(name)));
  if (missing !== undefined) return unusable(`has no ${missing}, which is required to run Node.js programs`);
  const version = await versionOf(pulumi);
  if (version === undefined) return unusable("does not print its version");
  if (isOlder(version, cliVersion) || !version.startsWith(`${cliVersion.split(".", 1)[0]}.`))
    return unusable(`is ${version}, but ${cliVersion} or a newer one of the same major version is required`);
  return { pulumi, version };
}

async function versionOf(pulumi: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(pulumi, ["version"], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: 15_000,
    });
    return /^v?(\d+\.\d+\.\S+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}
