import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

// Mocha loads this before the tests, so that tests of the built package never use an outdated build. With --parallel, the main
// process loads this before it starts the workers.

// A copy of the checkout, such as Stryker's, uses the package that is linked in node_modules.
const provider = dirname(require.resolve("pulumi-braze/package.json"));

/** When a file or folder in this folder was last written. */
const lastWritten = (folder: string) =>
  Math.max(
    0,
    // A folder changes when a file in it is removed.
    ...[".", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].map(
      (name) => statSync(join(folder, name)).mtimeMs,
    ),
  );

const program = join(provider, "dist/index.js");
if (!existsSync(program) || lastWritten(join(provider, "src")) > statSync(program).mtimeMs) {
  console.error("provider/dist is older than provider/src: building the package …");
  // npm is a shell script on Windows.
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: resolve(provider, ".."),
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  // The compiler has printed why.
  if (status !== 0) process.exit(status ?? 1);
}
