import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes the launcher of dynamic providers into the folder of the CLI. Pulumi's distribution has one, but no Go module
 * contains it.
 */
export async function writeLauncher(bin: string): Promise<void> {
  // The module is resolved from the working directory, which is the program's, so that its own SDK runs. "$0" replaces the
  // path of the script in process.argv, and ends Node's own options.
  const text = `#!/bin/sh
exec node -e 'require("@pulumi/pulumi/cmd/dynamic-provider")' "$0" "$@"
`;
  await writeFile(join(bin, "pulumi-resource-pulumi-nodejs"), text, { mode: 0o755 });
}
