import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type NodeVersion, nodeVersions } from "./combinations";
import { runCommand } from "./run-command";

const cache = resolve(__dirname, "../../node_modules/.cache/pulumi-braze-node");

const runsTheTests = (version: string) => process.version === `v${version}`;

/** The folder of the Node that runs the tests, if it is this version. Otherwise, that of an installed one. */
const folderOf = (version: NodeVersion) =>
  runsTheTests(nodeVersions[version])
    ? dirname(process.execPath)
    : join(cache, "node_modules", `node${version}`, "bin");

/**
 * Installs these versions of Node, once for each checkout, from the npm registry, where the binary for each platform is a
 * package.
 *
 * @returns a function that returns the folder of `node`, to be put first on PATH.
 */
export async function nodeBinaries(
  versions: readonly NodeVersion[],
): Promise<(version: NodeVersion) => string> {
  if (!versions.every((version) => existsSync(join(folderOf(version), "node")))) {
    await mkdir(cache, { recursive: true });
    const dependencies = Object.fromEntries(
      Object.entries(nodeVersions)
        .filter(([, version]) => !runsTheTests(version))
        .map(([line, version]) => [`node${line}`, `npm:node-${process.platform}-${process.arch}@${version}`]),
    );
    await writeFile(join(cache, "package.json"), JSON.stringify({ private: true, dependencies }));
    await runCommand("npm", ["install", "--no-audit", "--no-fund"], cache);
  }
  return folderOf;
}
