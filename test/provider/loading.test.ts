import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** The packages, besides Pulumi's own SDK and what that needs, that Node loads for a door of the package. */
function packagesOf(door: string): string[] {
  const script = `
    require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    require(${JSON.stringify(door)});
    console.log(Object.keys(require.cache).filter((file) => !before.has(file)).join("\\n"));`;
  const files = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).split("\n");
  const packages = files.flatMap(
    (file) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? [],
  );
  return [...new Set(packages)].sort();
}

describe("what is loaded", () => {
  it("for a program: nothing", () => assert.deepEqual(packagesOf("pulumi-braze"), []));
  it("for a preview or an update that changes nothing: nothing", () => {
    assert.deepEqual(packagesOf("pulumi-braze/provider"), []);
  });
});
