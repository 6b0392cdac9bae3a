import assert from "node:assert/strict";
import { resolve } from "node:path";
import { runCommand } from "./run-command";

const checkout = resolve(__dirname, "../..");

const script = `
  require("@pulumi/pulumi");
  const before = new Set(Object.keys(require.cache));
  const begun = performance.now();
  require("pulumi-braze");
  const milliseconds = performance.now() - begun;
  const modules = Object.keys(require.cache).filter((name) => !before.has(name));
  console.log(JSON.stringify({ milliseconds, modules }));
  process.exit();`;

describe('what `import "pulumi-braze"` adds to `@pulumi/pulumi`', () => {
  const measured: { milliseconds: number; modules: string[] }[] = [];
  before(async () => {
    for (let time = 0; time < 3; time++)
      measured.push(JSON.parse(await runCommand(process.execPath, ["-e", script], checkout)));
  });

  it("is modules of its own: neither axios nor zod, nor anything else", () => {
    for (const { modules } of measured) {
      assert.ok(modules.length > 0);
      for (const name of modules)
        assert.ok(
          name.startsWith(resolve(checkout, "provider/dist/program")) ||
            name === resolve(checkout, "provider/dist/index.js"),
          name,
        );
    }
  });

  it("is at most 30 milliseconds", () => {
    // The quickest of three: a machine that is busy with something else says nothing about the package.
    assert.ok(Math.min(...measured.map(({ milliseconds }) => milliseconds)) <= 30);
  });
});
