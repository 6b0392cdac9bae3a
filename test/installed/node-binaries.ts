import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type NodeVersion, nodeVersions } from "./combinations";
import { npmPack } from "./packed";
import { runCommand } from "./run-command";

const cache = resolve(__dirname, "../../node_modules/.cache/pulumi-braze-node");

/** The folder of the Node that runs the tests, if it is this version. Otherwise, that of an unpacked one. */
const folderOf = (version: NodeVersion) =>
  process.version === `v${nodeVersions[version]}`
    ? dirname(process.execPath)
    : join(cache, nodeVersions[version], "bin");

/**
 * Gets these versions of Node, once for each checkout, from the npm registry, where the binary for each platform is a package.
 *
 * @returns a function that returns the folder of `node`, to be put first on PATH.
 */
export async function nodeBinaries(
  versions: readonly NodeVersion[],
): Promise<(version: NodeVersion) => string> {
  const missing = versions.filter((version) => !existsSync(join(folderOf(version), "node")));
  for (const version of new Set(missing)) await unpack(nodeVersions[version]);
  return folderOf;
}

/** Unpacks the executable alone. Installing the whole package takes twice as long. */
async function unpack(version: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const temporary = await mkdtemp(join(cache, "unpacked-"));
  const name = `node-${process.platform}-${process.arch}@${version}`;
  const tarball = await npmPack(name, temporary);
  await runCommand("tar", ["--extract", "--gzip", "--file", tarball, "package/bin/node"], temporary);
  await rename(join(temporary, "package"), join(cache, version));
  await rm(temporary, { recursive: true });
}
