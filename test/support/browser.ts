import { execFile } from "node:child_process";
import { accessSync, constants, createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, chromium } from "playwright-core";

const cache = resolve(__dirname, "../../node_modules/.cache/chromium");

/**
 * Launches a headless Chromium: the one that `CHROME_PATH` names, else an installed one, else the one that npm installs with the
 * development dependencies, which needs no system package. Where there is none for the platform, Playwright downloads its own.
 *
 * @throws if `CHROME_PATH` names a file that cannot be executed.
 */
export async function launchBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
  const installed = installedBrowser(environment);
  if (installed !== undefined) return chromium.launch({ args, executablePath: installed });
  if (process.platform === "linux" && process.arch === "x64") {
    const folder = await unpackedBrowser();
    return chromium.launch({
      args,
      executablePath: join(folder, "chromium"),
      env: {
        ...environment,
        LD_LIBRARY_PATH: join(folder, "al2023/lib"),
        FONTCONFIG_FILE: join(folder, "fonts.conf"),
      },
    });
  }
  const cli = join(dirname(require.resolve("playwright-core/package.json")), "cli.js");
  await promisify(execFile)(process.execPath, [cli, "install", "chromium-headless-shell"]);
  return chromium.launch({ args });
}

function installedBrowser({ CHROME_PATH, PATH = "" }: NodeJS.ProcessEnv): string | undefined {
  if (CHROME_PATH) {
    if (!isExecutable(CHROME_PATH))
      throw new Error(`CHROME_PATH is ${CHROME_PATH}, which cannot be executed.`);
    return CHROME_PATH;
  }
  return PATH.split(delimiter)
    .flatMap((folder) =>
      ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map((name) =>
        join(folder, name),
      ),
    )
    .find(isExecutable);
}

/** The folder with the browser of `@sparticuz/chromium`, which is packed for AWS Lambda, and the libraries it needs. */
async function unpackedBrowser(): Promise<string> {
  const folder = join(cache, "unpacked");
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const temporary = await mkdtemp(join(cache, "unpacking-"));
  // The package always unpacks into the folder for temporary files.
  const { TMPDIR } = process.env;
  process.env.TMPDIR = temporary;
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
    const build = dirname(require.resolve("@sparticuz/chromium"));
    await unpackLibraries(join(build, "../../bin/al2023.tar.br"), join(temporary, "al2023"));
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  // Its own file names the folders of AWS Lambda.
  await writeFile(
    join(temporary, "fonts.conf"),
    `<fontconfig><dir>${join(folder, "fonts")}</dir></fontconfig>`,
  );
  await rename(temporary, folder).catch(async (error) => {
    // Another process was faster.
    if (!existsSync(folder)) throw error;
    await rm(temporary, { recursive: true });
  });
  return folder;
}

/** The package unpacks these on AWS Lambda only. */
async function unpackLibraries(packed: string, folder: string): Promise<void> {
  const archive = `${folder}.tar`;
  await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(archive));
  await mkdir(folder);
  await promisify(execFile)("tar", ["-xf", archive, "-C", folder]);
  await rm(archive);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
