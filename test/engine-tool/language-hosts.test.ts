import assert from "node:assert/strict";
import { readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cliVersion } from "../../tools/engine/versions";
import { Machine } from "./machine";

describe("engine: language hosts", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.remove());

  it("builds a host into the CLI's folder on demand, and finds it again", async () => {
    machine.cli(machine.bin, "in versions", cliVersion);
    machine.go();
    const first = await machine.ensureLanguageHost("yaml");
    assert.equal(first.stdout, `versions: ${join(machine.bin, "pulumi")}\n`);
    assert.match(first.stderr, /^engine: building Pulumi's language host for yaml.*\nengine: done/);
    assert.deepEqual(await machine.ensureLanguageHost("yaml"), { ...first, stderr: "" });
    assert.equal(machine.goLog.length, 1);
    assert.match(machine.goLog[0] ?? "", /^build .*\/cmd\/pulumi-language-yaml$/);
    assert.deepEqual(readdirSync(machine.versions), [cliVersion]);
    assert(readdirSync(machine.bin).includes("pulumi-language-yaml"));
  });

  it("adds the script that the Python host starts", async () => {
    machine.cli(machine.bin, "in versions", cliVersion);
    machine.go();
    const { stderr } = await machine.ensureLanguageHost("python");
    assert(statSync(join(machine.bin, "pulumi-language-python-exec")).mode & 0o100, stderr);
  });

  it("builds nothing with Pulumi's distribution, which includes every host", async () => {
    const cellar = join(machine.folder, "cellar");
    machine.cli(cellar, "on PATH", cliVersion);
    machine.script(join(cellar, "pulumi-language-go"), "exit 0");
    symlinkSync(join(cellar, "pulumi"), join(machine.path, "pulumi"));
    machine.go();
    const { stdout, stderr } = await machine.ensureLanguageHost("go");
    assert.equal(stdout, `path: ${join(machine.path, "pulumi")}\n`);
    assert.equal(stderr, "");
    assert.deepEqual(machine.goLog, []);
  });

  it("does not change a CLI on PATH, and names the missing host", async () => {
    machine.cli(machine.path, "on PATH", cliVersion);
    machine.go();
    const { code, stderr } = await machine.ensureLanguageHost("go");
    assert.equal(code, 1);
    assert.match(stderr, /\/pulumi has no pulumi-language-go\. Install Pulumi's distribution/);
    assert.deepEqual(machine.goLog, []);
  });

  it("names what to install if Go is missing", async () => {
    machine.cli(machine.bin, "in versions", cliVersion);
    const { code, stderr } = await machine.ensureLanguageHost("python");
    assert.equal(code, 1);
    assert.match(stderr, /language host for python cannot be built: no go on PATH\. Install Go \d/);
  });

  it("cleans up if a build fails", async () => {
    machine.cli(machine.bin, "in versions", cliVersion);
    machine.go("echo 'no space left' >&2; exit 1");
    const before = readdirSync(machine.bin);
    const { code, stderr } = await machine.ensureLanguageHost("go");
    assert.equal(code, 1);
    assert.match(stderr, /no space left\n$/);
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.deepEqual(readdirSync(machine.versions), [cliVersion]);
    assert.deepEqual(readdirSync(machine.bin), before);
  });
});
