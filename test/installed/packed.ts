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
  const [{ filename }] = JSON.parse(
    await runCommand("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], provider),
  ) as [{ filename: string }];
  return { tarball: join(folder, filename), remove: () => rm(folder, { recursive: true, force: true }) };
}
