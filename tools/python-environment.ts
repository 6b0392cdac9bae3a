import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import lockfile from "proper-lockfile";

const run = promisify(execFile);
// The commands in an environment contain its path, so links in the path are resolved.
const cache = join(realpathSync(resolve(__dirname, "../node_modules")), ".cache/python");

/**
 * A Python virtual environment with these packages, such as `["build==1.3.0"]`. It is made once for each list of
 * packages and kept in the checkout's `node_modules`.
 *
 * @returns the folder of its executables, `bin` or `Scripts`.
 */
export async function pythonEnvironment(packages: readonly string[]): Promise<string> {
  const folder = join(cache, createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 16));
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  const finished = join(folder, "finished");
  if (existsSync(finished)) return bin;
  await mkdir(folder, { recursive: true });
  // Test files run in parallel processes and may require the same environment.
  const release = await lockfile.lock(folder, {
    retries: { retries: 600, minTimeout: 500, maxTimeout: 500 },
  });
  try {
    if (existsSync(finished)) return bin;
    const python = process.platform === "win32" ? "python" : "python3";
    // Installing pip there would take longer than most packages do.
    await run(python, ["-m", "venv", "--without-pip", folder]);
    // Python compiles the modules that it loads anyway, which are few.
    const install = ["-m", "pip", "--python", folder, "install", "--quiet", "--no-compile", ...packages];
    await run(python, install, { maxBuffer: 16 * 1024 * 1024 });
    await writeFile(finished, "");
    return bin;
  } finally {
    await release();
  }
}
