import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Scripts in Pulumi's distribution that no Go module contains: they start the parts of the engine that are in the Node.js
 * SDK. The last one is for policy packs with `runtime: nodejs-pack`: the language host of the build is too old to run them,
 * and for a runtime without a host, the engine runs this executable.
 */
const launchers = {
  "pulumi-resource-pulumi-nodejs": "@pulumi/pulumi/cmd/dynamic-provider",
  "pulumi-analyzer-policy-nodejs-pack": "@pulumi/pulumi/cmd/run-policy-pack",
};

/** Writes the launchers into the folder of the CLI. */
export async function writeLaunchers(bin: string): Promise<void> {
  for (const [name, script] of Object.entries(launchers)) {
    // Resolved from the working directory, which is the program's or the pack's, so that its own SDK runs. "$0" replaces the
    // path of the script in process.argv, and ends Node's own options.
    const text = `#!/bin/sh
exec node -e 'require("${script}")' "$0" "$@"
`;
    await writeFile(join(bin, name), text, { mode: 0o755 });
  }
}
