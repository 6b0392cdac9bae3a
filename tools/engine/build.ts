import { chmod, copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Steps } from "../steps";
import { executableOnPath } from "./executables";
import { cliModule, cliVersion, goVersion, isOlder } from "./versions";

/** Environment variables for reproducible builds. Builds with the same settings share the packages that Go has compiled. */
export const goSettings = {
  CGO_ENABLED: "0",
  GOFLAGS: "-mod=readonly -buildvcs=false -trimpath",
  GOWORK: "off",
};

/** Runs Go in a module's folder and resolves to its output. */
type Go = (module: string, ...args: string[]) => Promise<string>;

/** The Go on PATH, configured for reproducible builds that keep their temporary files in `work`. */
export function goOnPath(work: string, { run }: Steps): { path: string; run: Go } {
  if (process.platform === "win32") throw new Error("not supported on Windows");
  const path = executableOnPath("go");
  if (path === undefined) throw new Error("no go on PATH");
  const env = { ...goSettings, GOTMPDIR: work };
  return { path, run: (cwd, ...args) => run(path, args, { cwd, env }) };
}

/** Builds the CLI and its Node.js language host from their published Go modules into `folder`. */
export async function buildEngine(folder: string, steps: Steps): Promise<void> {
  // Inside `folder`, which is removed after a failure: a killed Go process does not remove its temporary files.
  const work = join(folder, "work");
  const bin = join(folder, "bin");
  const go = goOnPath(work, steps);
  await mkdir(work, { recursive: true });

  await steps.step("build, step 1 of 3: fetching the Go modules, about 1 min", async () => {
    // In the module's folder, Go prints the version of the toolchain that it selects for the module.
    const version = (await go.run(cliModule, "env", "GOVERSION")).trim().replace(/^go/, "");
    if (isOlder(version, goVersion))
      throw new Error(`${go.path} is ${version}, but ${goVersion} or newer is required`);
    await go.run(cliModule, "mod", "download");
  });
  await steps.step("build, step 2 of 3: the CLI, 4 to 6 min on 2 cores", () =>
    go.run(
      cliModule,
      "build",
      "-ldflags",
      `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${cliVersion}`,
      "-o",
      join(bin, "pulumi"),
      "tool",
    ),
  );
  await steps.step("build, step 3 of 3: its language host, about 1 min", () =>
    buildLanguageHost("nodejs", go.run, bin),
  );
  await writeLauncher(bin);
  await rm(work, { recursive: true });
}

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

/** Builds the language host into the folder `bin`. */
export async function buildLanguageHost(language: Language, go: Go, bin: string): Promise<void> {
  const { module, path } = packages[language];
  const host = join(bin, hostName(language));
  await go(module, "build", "-ldflags", "-s -w", "-o", host, path);
  if (language === "nodejs") {
    await rename(host, `${host}-host`);
    // The CLI sends the option `typescript` of Pulumi.yaml in a form that this host is too old to read. Without it, the host
    // loads the compiler for JavaScript programs, too.
    const launcher = `#!/bin/sh\nexec "$0-host" "-typescript=\${PULUMI_NODEJS_TYPESCRIPT:-true}" "$@"\n`;
    await writeFile(host, launcher, { mode: 0o755 });
  }
  if (language === "python") {
    // The host starts this script, which it expects in its own folder. Files of the module cache are read-only.
    const folder = await go(module, "list", "-find", "-f", "{{.Dir}}", path);
    const script = `${host}-exec`;
    await copyFile(`${folder.trim()}-exec`, script);
    await chmod(script, 0o755);
  }
}
