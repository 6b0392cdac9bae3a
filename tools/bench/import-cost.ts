import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const checkout = join(__dirname, "../..");

// Loaded first, as in every program: the rest is what the package adds.
const script = `
  require("@pulumi/pulumi");
  const begun = performance.now();
  require("pulumi-braze");
  console.log(performance.now() - begun);
  process.exit();`;

/** The time that `import "pulumi-braze"` adds to `@pulumi/pulumi`, in milliseconds. */
export async function importCost(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: checkout });
  return Number(stdout);
}
