import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cliVersion } from "../../tools/engine/versions";
import { Machine, until } from "./machine";

describe("engine: concurrent, interrupted and killed runs", () => {
  let machine: Machine;
  const building = () => join(machine.folder, "building");
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.remove());

  for (const step of ["download", "build"] as const) {
    it(`stops the ${step} and cleans up if it is interrupted`, async () => {
      const endless = `echo $$ > ${building()}; /bin/sleep 20`;
      machine.go(endless);
      const { child, done } = machine.start(["up"], step === "download" ? { TEST_INSTALLER: endless } : {});
      await until(() => existsSync(building()) && readFileSync(building(), "utf8") !== "");
      child.kill("SIGINT");
      const { signal, stdout, stderr } = await done;
      assert.equal(signal, "SIGINT");
      assert.equal(stdout, "");
      assert.match(stderr, new RegExp(`\nengine: ${step}[^\n]*\nengine: stopped after \\d s\n$`));
      assert.deepEqual(readdirSync(machine.versions), []);
      await until(() => !isAlive(Number(readFileSync(building(), "utf8"))));
    });
  }

  it("leaves no incomplete CLI if it is killed, and the next run cleans up", async () => {
    machine.go(`touch ${building()}; sleep 2`);
    const { child, done } = machine.start();
    await until(() => existsSync(building()));
    child.kill("SIGKILL");
    await done;
    assert(!existsSync(join(machine.versions, cliVersion)));
    assert.equal(readdirSync(machine.versions).length, 2, "a lock and a temporary folder");

    // So that the test does not wait ten seconds until the lock expires.
    utimesSync(`${join(machine.versions, cliVersion)}.lock`, 0, 0);
    machine.go();
    const { stdout } = await machine.run();
    assert.match(stdout, /^built: up/);
    assert.deepEqual(readdirSync(machine.versions), [cliVersion]);
  });

  it("builds once for two concurrent runs", async () => {
    const gate = join(machine.folder, "gate");
    writeFileSync(gate, "");
    machine.go(`touch ${building()}; while [ -e ${gate} ]; do sleep 0.1; done`);
    const first = machine.start();
    await until(() => existsSync(building()));
    const second = machine.start();
    let waits = "";
    second.child.stderr?.on("data", (text) => {
      waits += text;
    });
    await until(() => waits.includes("another run is getting the Pulumi CLI; waiting for it"));
    rmSync(gate);
    const runs = await Promise.all([first.done, second.done]);
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0],
    );
    assert.equal(runs[1]?.stdout, runs[0]?.stdout);
    assert.equal(
      machine.goLog.filter((line) => line.startsWith("build")).length,
      2,
      "the CLI and its host, once",
    );
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`passes ${signal} on to the CLI and waits for it`, async () => {
      machine.cli(machine.bin, "in versions", cliVersion);
      machine.script(
        join(machine.bin, "pulumi"),
        `trap 'echo finishing; exit 3' ${signal.slice(3)}; touch ${building()}; while [ -e ${building()} ]; do sleep 0.1; done`,
      );
      const { child, done } = machine.start();
      await until(() => existsSync(building()));
      child.kill(signal);
      const { code, stdout } = await done;
      assert.equal(stdout, "finishing\n");
      assert.equal(code, 3);
    });
  }

  it("ends with the signal that ended the CLI", async () => {
    machine.cli(machine.bin, "in versions", cliVersion);
    machine.script(join(machine.bin, "pulumi"), "kill -KILL $$");
    assert.equal((await machine.run()).signal, "SIGKILL");
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
