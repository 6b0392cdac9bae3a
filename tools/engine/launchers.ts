import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * What Pulumi's distribution has beside its binaries and no Go module brings: scripts by which the engine starts the
 * parts of it that live in the SDK. The last makes policy packs work that say `runtime: nodejs-pack`: the language
 * host of the build is too old to run packs itself, and for a runtime without a host the engine looks for this name.
 */
const launchers = {
  "pulumi-resource-pulumi-nodejs": "@pulumi/pulumi/cmd/dynamic-provider",
  "pulumi-analyzer-policy-nodejs-pack": "@pulumi/pulumi/cmd/run-policy-pack",
};

/** Writes the launchers into the folder of the CLI. */
export async function writeLaunchers(bin: string): Promise<void> {
  for (const [name, script] of Object.entries(launchers)) {
    // Resolved from the working folder, the program's or the pack's: its SDK is the one that must answer.
    const text = `#!/bin/sh
script=$(node -p 'require.resolve("${script}")') || exit 1
exec node "$script" "$@"
`;
    await writeFile(join(bin, name), text, { mode: 0o755 });
  }
}
