import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** The packages that Node loads to run code, without the SDK and its dependencies. */
function packagesLoadedBy(code: string): string[] {
  const script = `
    require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    (async () => {
      ${code}
      console.log(Object.keys(require.cache).filter((file) => !before.has(file)).join("\\n"));
    })();`;
  const files = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).split("\n");
  const packages = files.flatMap(
    (file) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? [],
  );
  return [...new Set(packages)].sort();
}

describe("loaded packages", () => {
  /** What the host calls for a send ID, with the given arguments in the program and in the state. */
  const provider = (given: object, recorded: object) => `
    const provider = require("pulumi-braze/provider");
    await provider.configure({ config: { get: (key) => ({ "braze:timeoutSeconds": "5" })[key] } });
    const { failures } = await provider.check(${JSON.stringify(recorded)}, ${JSON.stringify(given)});
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    const { changes } = await provider.diff("id", ${JSON.stringify(recorded)}, ${JSON.stringify(given)});
    if (changes) throw new Error("a change");
    await provider.read("c/s", ${JSON.stringify(recorded)});`;
  const sendId = { campaignId: "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3", sendId: "s" };

  it("for a program: none", () =>
    assert.deepEqual(packagesLoadedBy('require("pulumi-braze").BrazeSendId.name;'), []));
  it("for an update that changes nothing: none", () =>
    assert.deepEqual(packagesLoadedBy(provider(sendId, sendId)), []));
  it("for changed arguments: zod", () =>
    assert.deepEqual(packagesLoadedBy(provider({ ...sendId, adopt: true }, sendId)), ["zod"]));
});
