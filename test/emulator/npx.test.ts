import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

const checkout = resolve(__dirname, "../..");

describe("npx pulumi-braze emulator", () => {
  const started: ChildProcess[] = [];
  // The process group includes the emulator, in case it does not end.
  after(() => {
    for (const { pid = 0 } of started)
      try {
        process.kill(-pid, "SIGKILL");
      } catch {}
  });

  it("ends when npx alone is terminated", async () => {
    const npx = spawn("npx", ["pulumi-braze", "emulator"], {
      cwd: checkout,
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    started.push(npx);
    const [url] = (await once(createInterface(npx.stdout), "line")) as [string];
    assert.equal((await fetch(url)).status, 200);
    npx.kill("SIGTERM");
    const serves = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    for (const deadline = Date.now() + 10_000; await serves(); await wait(50))
      assert.ok(Date.now() < deadline, "the emulator still serves");
  });
});
