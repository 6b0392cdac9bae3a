import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cliVersion, goVersion } from "../../tools/engine/versions";
import { fakeCli, Machine } from "./machine";

describe("engine: the four sources", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.remove());

  it("uses a CLI on PATH that is new enough, and passes arguments and exit code through", async () => {
    machine.cli(machine.path, "on PATH", "3.1000.0");
    machine.cli(machine.bin, "in versions", cliVersion);
    const { code, stdout, stderr } = await machine.runWithTsNode(["exit", "7", "a b"]);
    assert.equal(stdout, `on PATH: exit 7 a b\nPATH starts with ${machine.path}\n`);
    assert.equal(stderr, "");
    assert.equal(code, 7);
  });

  it("uses a CLI that is linked onto PATH from a folder with its language host, as package managers do", async () => {
    machine.cli(join(machine.folder, "cellar"), "linked", cliVersion);
    symlinkSync(join(machine.folder, "cellar/pulumi"), join(machine.path, "pulumi"));
    const { stdout, stderr } = await machine.run();
    assert.match(stdout, /^linked: up/);
    assert.equal(stderr, "");
  });

  for (const version of ["3.99.9", "4.0.0"]) {
    it(`explains why it does not use ${version} on PATH, nor its plugins`, async () => {
      machine.cli(machine.path, "on PATH", version);
      machine.cli(machine.bin, "in versions", cliVersion);
      const { stdout, stderr } = await machine.run();
      assert.equal(stdout, `in versions: up\nPATH starts with ${machine.bin}\n`);
      assert.match(
        stderr,
        new RegExp(`^engine: PATH: .*/pulumi is ${version}, but ${cliVersion} or a newer one`),
      );
    });
  }

  it("explains why it does not use a CLI without a language host, and does not start it", async () => {
    machine.script(join(machine.path, "pulumi"), `echo started >> ${machine.folder}/started; echo v3.1000.0`);
    machine.cli(machine.bin, "in versions", cliVersion);
    const { stdout, stderr } = await machine.run();
    assert.match(stdout, /^in versions: up/);
    assert.match(stderr, /^engine: PATH: .*\/pulumi has no pulumi-language-nodejs/);
    assert(!existsSync(join(machine.folder, "started")));
  });

  it("prefers a download to a build, and finds it again", async () => {
    machine.go();
    const installer = `root=$3; PATH=/usr/bin:/bin; mkdir -p "$root/bin"; cd "$root/bin"; echo noise
cat > pulumi <<'END'
#!/bin/sh
${fakeCli("downloaded", cliVersion)}
END
cp pulumi pulumi-language-nodejs; cp pulumi pulumi-resource-pulumi-nodejs; chmod +x *`;
    const first = await machine.run(["up"], { TEST_INSTALLER: installer });
    assert.equal(first.stdout, `downloaded: up\nPATH starts with ${machine.bin}\n`);
    assert.match(first.stderr, /once per machine\n.*downloading/);
    const second = await machine.run();
    assert.deepEqual(second, { ...first, stderr: "" });
    assert.deepEqual(machine.goLog, []);
  });

  it("builds from the Go modules as a last resort, and cleans up", async () => {
    machine.go();
    machine.cli(machine.bin, "incomplete", cliVersion, false);
    const { stdout, stderr, code } = await machine.run();
    assert.equal(stdout, `built: up\nPATH starts with ${machine.bin}\n`);
    assert.equal(code, 0);
    assert.match(
      stderr,
      /once per machine\n.*1 of 3.*1 min\n.*done after .*\n.*2 of 3.*6 min.*\n.*\n.*3 of 3/,
    );
    assert.deepEqual(
      machine.goLog.map((line) => line.split(" ", 2).join(" ")),
      ["env GOVERSION", "mod download", "build -ldflags", "build -ldflags"],
    );
    assert.match(machine.goLog[2] ?? "", new RegExp(`-s -w -X .*/version\\.Version=v${cliVersion} `));
    assert.deepEqual(readdirSync(machine.versions), [cliVersion]);
    assert.deepEqual(readdirSync(join(machine.versions, cliVersion)), ["bin"]);
    assert.deepEqual(readdirSync(machine.bin), [
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-language-nodejs-host",
      "pulumi-resource-pulumi-nodejs",
    ]);
  });

  it("tells the language host that it builds whether to load the TypeScript compiler", async () => {
    machine.go();
    await machine.run();
    const start = (env: NodeJS.ProcessEnv) =>
      execFileSync(join(machine.bin, "pulumi-language-nodejs"), ["127.0.0.1:1"], { env, encoding: "utf8" });
    assert.match(start({ PULUMI_NODEJS_TYPESCRIPT: "false" }), /^built: -typescript=false 127\.0\.0\.1:1$/m);
    assert.match(start({}), /^built: -typescript=true 127\.0\.0\.1:1$/m);
  });

  describe("if none is available", () => {
    const cases: { why: string; prepare: () => void; tried: RegExp }[] = [
      { why: "no Go", prepare: () => {}, tried: /- PATH: no pulumi\n(.*\n){2} {2}- build: no go on PATH\n/ },
      {
        why: "Go too old",
        prepare: () => machine.go("", "1.20.14"),
        tried: /- build: .*\/go is 1\.20\.14, but \d[\d.]* or newer is required/,
      },
      {
        why: "a build that fails",
        prepare: () => machine.go("echo 'no space left' >&2; exit 1"),
        tried: /- build: no space left\n/,
      },
    ];
    for (const { why, prepare, tried } of cases) {
      it(`lists what was tried and what to install: ${why}`, async () => {
        prepare();
        const { stdout, stderr, code } = await machine.run();
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.match(stderr, tried);
        assert.match(stderr, /- download: .*cannot be reached \(no network\)/);
        assert(
          stderr.includes(`curl -fsSL https://get.pulumi.com | sh\n  - Go ${goVersion} or newer`),
          stderr,
        );
        assert.doesNotMatch(stderr, /^\s+at /m);
        assert.deepEqual(readdirSync(machine.versions), []);
      });
    }
  });
});
