import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const checkout = join(__dirname, "../..");

// Loaded before, as in every program: what is left is what the package itself adds.
const script = `
  require("@pulumi/pulumi");
  const begun = performance.now();
  require("pulumi-braze");
  console.log(performance.now() - begun);
  process.exit();`;

/** What `import "pulumi-braze"` costs over `@pulumi/pulumi`, in milliseconds on the clock. */
export async function importCost(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: checkout });
  return Number(stdout);
}
