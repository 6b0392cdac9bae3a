import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeLaunchers } from "../../tools/engine/launchers";
import { Machine } from "./machine";

describe("engine: launchers", () => {
  let machine: Machine;
  let program: string;
  beforeEach(async () => {
    machine = new Machine();
    program = join(machine.folder, "a program");
    mkdirSync(join(program, "node_modules/@pulumi"), { recursive: true });
    await writeLaunchers(machine.path);
  });
  afterEach(() => machine.remove());

  function installSdk(folder: string): void {
    for (const command of ["dynamic-provider", "run-policy-pack"]) {
      mkdirSync(join(folder, "cmd", command), { recursive: true });
      writeFileSync(
        join(folder, "cmd", command, "index.js"),
        `console.log(JSON.stringify({ command: "${command}", args: process.argv.slice(2), cwd: process.cwd() }))`,
      );
    }
  }

  function launch(name: string): unknown {
    const options = { cwd: program, env: { PATH: machine.path }, encoding: "utf8", stdio: "pipe" } as const;
    return JSON.parse(execFileSync(join(machine.path, name), ["127.0.0.1:1", "a b", "--flag"], options));
  }

  const layouts = {
    npm: (sdk: string) => installSdk(sdk),
    pnpm: (sdk: string) => {
      installSdk(join(program, "node_modules/.pnpm/sdk"));
      symlinkSync("../.pnpm/sdk", sdk);
    },
  };
  for (const [manager, install] of Object.entries(layouts)) {
    it(`run the SDK that ${manager} installed for the program, with all arguments, in its folder`, () => {
      install(join(program, "node_modules/@pulumi/pulumi"));
      for (const [launcher, command] of [
        ["pulumi-resource-pulumi-nodejs", "dynamic-provider"],
        ["pulumi-analyzer-policy-nodejs-pack", "run-policy-pack"],
      ] as const) {
        assert.deepEqual(launch(launcher), {
          command,
          args: ["127.0.0.1:1", "a b", "--flag"],
          cwd: realpathSync(program),
        });
      }
    });
  }

  it("fail with Node's message if the SDK is not installed", () => {
    assert.throws(() => launch("pulumi-resource-pulumi-nodejs"), /Cannot find module '@pulumi\/pulumi/);
  });
});
