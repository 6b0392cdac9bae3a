import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { executableOnPath } from "./executables";
import { writeLaunchers } from "./launchers";
import { showing } from "./progress";
import { runStep } from "./run-step";
import { cliModule, cliVersion, goVersion, isOlder, languageHostModule } from "./versions";

/** Builds the CLI and its Node.js language host from their published Go modules into `folder`. */
export async function goBuild(folder: string, signal: AbortSignal): Promise<void> {
  if (process.platform === "win32") {
    throw new Error("not supported on Windows");
  }
  const go = executableOnPath("go");
  if (go === undefined) {
    throw new Error("no go on PATH");
  }
  // Inside `folder`, for what is made there is removed on every failure, and a Go that is killed leaves its work behind.
  const work = join(folder, "work");
  const bin = join(folder, "bin");
  await mkdir(work, { recursive: true });
  const env = {
    CGO_ENABLED: "0",
    GOFLAGS: "-mod=readonly -buildvcs=false -trimpath",
    GOTMPDIR: work,
    GOWORK: "off",
  };
  const run = (cwd: string, ...args: string[]) => runStep(go, args, { cwd, signal, env });
  const build = (cwd: string, name: string, ldflags: string) =>
    run(cwd, "build", "-ldflags", ldflags, "-o", join(bin, name), "tool");

  await showing("build, step 1 of 3: fetching the Go modules, about 1 min", async () => {
    // Asked inside the module: a Go that fetches newer toolchains by itself answers with the one it will use.
    const version = (await run(cliModule, "env", "GOVERSION")).trim().replace(/^go/, "");
    if (isOlder(version, goVersion)) {
      throw new Error(`${go} is ${version}; needed is ${goVersion} or newer`);
    }
    await run(cliModule, "mod", "download");
    await run(languageHostModule, "mod", "download");
  });
  await showing("build, step 2 of 3: the CLI, 4 to 6 min on 2 cores", () =>
    build(
      cliModule,
      "pulumi",
      `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${cliVersion}`,
    ),
  );
  await showing("build, step 3 of 3: its language host, about 1 min", () =>
    build(languageHostModule, "pulumi-language-nodejs", "-s -w"),
  );
  await writeLaunchers(bin);
  await rm(work, { recursive: true });
}
