import assert from "node:assert/strict";
import { relative, resolve } from "node:path";
import { runCommand } from "./run-command";

const checkout = resolve(__dirname, "../..");

const script = `
  require("@pulumi/pulumi");
  const before = new Set(Object.keys(require.cache));
  require("pulumi-braze");
  console.log(JSON.stringify(Object.keys(require.cache).filter((name) => !before.has(name))));
  process.exit();`;

describe('importing "pulumi-braze"', () => {
  // npm run bench measures the milliseconds: a limit here would fail on a busy machine.
  it("adds only the modules of the resource to @pulumi/pulumi: no axios, no zod, no other package", async () => {
    const modules = (
      JSON.parse(await runCommand(process.execPath, ["-e", script], checkout)) as string[]
    ).map((name) => relative(resolve(checkout, "provider/dist"), name).replaceAll("\\", "/"));
    assert.ok(modules.includes("index.js"));
    for (const name of modules) assert.match(name, /^(index|resource\/[a-z-]+|send-id\/(resource-type|declared-twice))\.js$/);
  });
});
