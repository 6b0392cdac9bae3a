import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

describe("npm run demo", () => {
  it("shows the lifecycle of two send IDs, and cleans up", () => {
    const temporary = mkdtempSync(join(tmpdir(), "demo-test-"));
    try {
      const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", "demo"], {
        cwd: resolve(__dirname, "../.."),
        env: { ...process.env, TMPDIR: temporary },
        encoding: "utf8",
      });
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, /received 2 requests and created 2 send IDs/);
      assert.match(stdout, /winter-sale-2026 {2}of campaign d8b73da7/);
      assert.match(stdout, /3 unchanged.+Requests since then: 0\./s);
      assert.match(stdout, /\+-2 to replace/);
      assert.match(stdout, /Braze cannot delete a send ID: "winter-sale-2026"/);
      assert.ok(!`${stdout}${stderr}`.includes("\u001b"), "colors belong on a terminal");
      assert.deepEqual(
        readdirSync(temporary).filter((name) => name.startsWith("pulumi-braze")),
        [],
      );
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });

  it("cleans up if it is interrupted, as by Ctrl-C in a terminal", async () => {
    const temporary = mkdtempSync(join(tmpdir(), "demo-test-"));
    try {
      const demo = spawn(process.execPath, [require.resolve("ts-node/dist/bin"), "-T", "tools/demo.ts"], {
        cwd: resolve(__dirname, "../.."),
        env: { ...process.env, TMPDIR: temporary },
        stdio: ["ignore", "pipe", "ignore"],
        // A terminal sends the signal to all processes of the group.
        detached: true,
      });
      const left = () => readdirSync(temporary).filter((name) => name.startsWith("pulumi-braze"));
      await once(demo.stdout, "data");
      assert.equal(left().length, 1);
      process.kill(-Number(demo.pid), "SIGINT");
      const [, signal] = await once(demo, "close");
      assert.equal(signal, "SIGINT");
      assert.deepEqual(left(), []);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
});
