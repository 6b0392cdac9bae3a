import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { version } from "../../provider/package.json";
import { runScript, type Steps } from "../steps";
import { bundlePlugin } from "./bundle";
import { licensesOf } from "./licenses";

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
async function writeArchive(folder: string, { step, run }: Steps): Promise<string> {
  const [system, processor] = [systems[process.platform], processors[process.arch]];
  if (system === undefined || processor === undefined)
    throw new Error(`Pulumi has no plugins for ${process.platform} on ${process.arch}.`);
  const archive = `pulumi-resource-braze-v${version}-${system}-${processor}.tar.gz`;
  const temporary = await mkdtemp(join(tmpdir(), "plugin-archive-"));
  try {
    const contents = join(temporary, "contents");
    await mkdir(contents);
    await mkdir(folder, { recursive: true });
    const bundle = join(temporary, "plugin.js");
    const files = await bundlePlugin(bundle);
    const executable = `pulumi-resource-braze${system === "windows" ? ".exe" : ""}`;
    await step(`making an executable of the plugin and Node ${process.versions.node}`, () =>
      makeExecutable(bundle, join(contents, executable), temporary, run),
    );
    await copyFile(resolve(__dirname, "../../LICENSE"), join(contents, "LICENSE"));
    await writeFile(join(contents, "THIRD_PARTY_LICENSES"), await licensesOf(files));
    const names = [executable, "LICENSE", "THIRD_PARTY_LICENSES"];
    // On Windows, some versions of tar interpret `C:` in the name of an archive as a host.
    const options = ["--create", "--gzip", "--file", archive, "--directory", contents];
    await step("packing it", () => run("tar", [...options, ...names], { cwd: folder }));
  } finally {
    await rm(temporary, { recursive: true });
  }
  return join(folder, archive);
}

/** Node looks for this text in its own executable, and runs what is injected there. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * Makes an executable of the running Node and a script.
 *
 * @param cwd where intermediate files go.
 * @see https://nodejs.org/api/single-executable-applications.html
 */
async function makeExecutable(
  script: string,
  executable: string,
  cwd: string,
  run: Steps["run"],
): Promise<void> {
  const [configuration, blob] = [join(cwd, "sea-config.json"), join(cwd, "sea.blob")];
  const settings = { main: script, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true };
  await writeFile(configuration, JSON.stringify(settings));
  await run(process.execPath, ["--experimental-sea-config", configuration], { cwd });
  await copyFile(process.execPath, executable);
  await chmod(executable, 0o755);
  // macOS runs only signed executables, and the injection invalidates Node's signature.
  const isMac = process.platform === "darwin";
  if (isMac) await run("codesign", ["--remove-signature", executable], { cwd });
  const options = ["--sentinel-fuse", fuse, ...(isMac ? ["--macho-segment-name", "NODE_SEA"] : [])];
  // It warns about sections of Node's executable that have no name, which is harmless.
  const postject = require.resolve("postject/dist/cli.js");
  await run(process.execPath, [postject, executable, "NODE_SEA_BLOB", blob, ...options], { cwd });
  if (isMac) await run("codesign", ["--sign", "-", executable], { cwd });
}

// `npm run plugin:archive -- [FOLDER]`
runScript("plugin", async (steps) => [await writeArchive(resolve(process.argv[2] ?? "dist"), steps)]);
