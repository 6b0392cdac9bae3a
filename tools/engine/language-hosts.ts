import { chmod, copyFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Go } from "./go";

const sdk = "github.com/pulumi/pulumi/sdk/v3";

/** The folder whose go.mod pins the hosts that share a module: the last version with all three is far older than the CLI. */
const sharedModule = join(__dirname, "language-hosts");

/** Go packages of the language hosts, the programs that run Pulumi programs of one language. */
const packages = {
  nodejs: { module: sharedModule, path: `${sdk}/nodejs/cmd/pulumi-language-nodejs` },
  python: { module: sharedModule, path: `${sdk}/python/cmd/pulumi-language-python` },
  go: { module: sharedModule, path: `${sdk}/go/pulumi-language-go` },
  yaml: {
    module: join(__dirname, "language-yaml"),
    path: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  },
};

export type Language = keyof typeof packages;

/** The executable by which the engine runs programs of this language. */
export const hostName = (language: Language) => `pulumi-language-${language}`;

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

/** Builds the language host into the folder `bin`. */
export async function buildLanguageHost(language: Language, go: Go, bin: string): Promise<void> {
  const { module, path } = packages[language];
  await go(module, "build", "-ldflags", "-s -w", "-o", join(bin, hostName(language)), path);
  if (language === "nodejs") {
    const host = join(bin, hostName(language));
    await rename(host, `${host}-host`);
    // The CLI sends the option `typescript` of Pulumi.yaml in a form that this host is too old to read. Without it, the host
    // loads the compiler for JavaScript programs, too.
    const launcher = `#!/bin/sh\nexec "$0-host" "-typescript=\${PULUMI_NODEJS_TYPESCRIPT:-true}" "$@"\n`;
    await writeFile(host, launcher, { mode: 0o755 });
  }
  if (language === "python") {
    // The host starts this script, which it expects in its own folder. Files of the module cache are read-only.
    const folder = await go(module, "list", "-find", "-f", "{{.Dir}}", path);
    const script = join(bin, "pulumi-language-python-exec");
    await copyFile(`${folder.trim()}-exec`, script);
    await chmod(script, 0o755);
  }
}
