import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeLauncher } from "../../tools/engine/build";
import { Machine } from "./machine";

describe("engine: launcher of dynamic providers", () => {
  let machine: Machine;
  let program: string;
  beforeEach(async () => {
    machine = new Machine();
    program = join(machine.folder, "a program");
    mkdirSync(join(program, "node_modules/@pulumi"), { recursive: true });
    await writeLauncher(machine.path);
  });
  afterEach(() => machine.remove());

  function installSdk(folder: string): void {
    const command = join(folder, "cmd/dynamic-provider");
    mkdirSync(command, { recursive: true });
    writeFileSync(
      join(command, "index.js"),
      "console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }))",
    );
  }

  function launch(): unknown {
    const launcher = join(machine.path, "pulumi-resource-pulumi-nodejs");
    const options = { cwd: program, env: { PATH: machine.path }, encoding: "utf8", stdio: "pipe" } as const;
    return JSON.parse(execFileSync(launcher, ["127.0.0.1:1", "a b", "--flag"], options));
  }

  const layouts = {
    npm: (sdk: string) => installSdk(sdk),
    pnpm: (sdk: string) => {
      installSdk(join(program, "node_modules/.pnpm/sdk"));
      symlinkSync("../.pnpm/sdk", sdk);
    },
  };
  for (const [manager, install] of Object.entries(layouts)) {
    it(`runs the SDK that ${manager} installed for the program, with all arguments, in its folder`, () => {
      install(join(program, "node_modules/@pulumi/pulumi"));
      assert.deepEqual(launch(), { args: ["127.0.0.1:1", "a b", "--flag"], cwd: realpathSync(program) });
    });
  }

  it("fails with Node's message if the SDK is not installed", () => {
    assert.throws(() => launch(), /Cannot find module '@pulumi\/pulumi/);
  });
});
