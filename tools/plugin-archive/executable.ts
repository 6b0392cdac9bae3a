import { execFileSync } from "node:child_process";
import { chmod, copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "postject";

/** Node looks for this text in its own executable, and runs what is injected there. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * Makes an executable of the running Node and a script.
 *
 * @param folder where intermediate files go.
 * @see https://nodejs.org/api/single-executable-applications.html
 */
export async function makeExecutable(script: string, executable: string, folder: string): Promise<void> {
  const [configuration, blob] = [join(folder, "sea-config.json"), join(folder, "sea.blob")];
  await writeFile(
    configuration,
    JSON.stringify({
      main: script,
      output: blob,
      disableExperimentalSEAWarning: true,
      useCodeCache: true,
    }),
  );
  execFileSync(process.execPath, ["--experimental-sea-config", configuration], { stdio: "ignore" });
  await copyFile(process.execPath, executable);
  await chmod(executable, 0o755);
  // macOS runs only signed executables, and the injection invalidates Node's signature.
  const isMac = process.platform === "darwin";
  if (isMac) execFileSync("codesign", ["--remove-signature", executable]);
  await inject(executable, "NODE_SEA_BLOB", await readFile(blob), {
    sentinelFuse: fuse,
    ...(isMac ? { machoSegmentName: "NODE_SEA" } : {}),
  });
  if (isMac) execFileSync("codesign", ["--sign", "-", executable]);
}
