import { execFileSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { version } from "../../provider/package.json";
import { bundlePlugin } from "./bundle";
import { makeExecutable } from "./executable";
import { licensesOf } from "./licenses";

const checkout = resolve(__dirname, "../..");

/** Names of operating systems and processors in Pulumi's plugin archives. */
const systems: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "darwin",
  linux: "linux",
  win32: "windows",
};
const processors: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * Packs the last build of the plugin as one executable that does not need Node, for the current platform, into an archive
 * for `pulumi plugin install`.
 *
 * @returns the archive's path.
 */
export async function writeArchive(folder: string): Promise<string> {
  const [system, processor] = [systems[process.platform], processors[process.arch]];
  if (system === undefined || processor === undefined) {
    throw new Error(`Pulumi has no plugins for ${process.platform} on ${process.arch}.`);
  }
  const archive = `pulumi-resource-braze-v${version}-${system}-${processor}.tar.gz`;
  const temporary = await mkdtemp(join(tmpdir(), "plugin-archive-"));
  try {
    const contents = join(temporary, "contents");
    await mkdir(contents);
    await mkdir(folder, { recursive: true });
    const bundle = join(temporary, "plugin.js");
    const files = await bundlePlugin(bundle);
    const executable = `pulumi-resource-braze${system === "windows" ? ".exe" : ""}`;
    await makeExecutable(bundle, join(contents, executable), temporary);
    await copyFile(join(checkout, "LICENSE"), join(contents, "LICENSE"));
    await writeFile(join(contents, "THIRD_PARTY_LICENSES"), await licensesOf(files));
    const names = [executable, "LICENSE", "THIRD_PARTY_LICENSES"];
    // On Windows, some versions of tar interpret `C:` in the name of an archive as a host.
    const options = ["--create", "--gzip", "--file", archive, "--directory", contents];
    execFileSync("tar", [...options, ...names], { cwd: folder });
  } finally {
    await rm(temporary, { recursive: true });
  }
  return join(folder, archive);
}
