import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Steps } from "../steps";
import { goOnPath } from "./go";
import { buildLanguageHost, writeLauncher } from "./language-hosts";
import { cliModule, cliVersion, goVersion, isOlder } from "./versions";

/** Builds the CLI and its Node.js language host from their published Go modules into `folder`. */
export async function goBuild(folder: string, steps: Steps): Promise<void> {
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
