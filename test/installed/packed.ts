import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommand } from "./run-command";

const provider = resolve(__dirname, "../../provider");

/** The package as it would be published. */
export interface Packed {
  tarball: string;
  remove(): Promise<void>;
}

/** Packs the last build. */
export async function pack(): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-braze-packed-"));
  const tarball = await npmPack(provider, folder);
  return { tarball, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Runs `npm pack` without scripts.
 *
 * @param source a folder, or the name and version of a package in the registry.
 * @returns the path of the tarball in `folder`.
 */
export async function npmPack(source: string, folder: string): Promise<string> {
  const args = ["pack", source, "--json", "--ignore-scripts", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(await runCommand("npm", args, folder)) as [{ filename: string }];
  return join(folder, filename);
}
