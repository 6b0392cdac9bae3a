import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultApiKey, logLine, startEmulator } from "../../provider/src/emulator";
import { campaignId, closeEmulators, start } from "./test-emulator";

describe("emulator: no client", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-braze-emulator-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(closeEmulators);

  it("keeps a connection past the request timeout", async () => {
    const emulator = await start({ requestTimeoutMs: 100 });
    const { port } = new URL(emulator.url);
    const sockets: Socket[] = [];
    let closed = 0;
    for (let at = 0; at < 50; at++) {
      const socket = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
      socket.on("error", () => {});
      socket.on("close", () => closed++);
      socket.write("POST /sends/id/create HTTP/1.1\r\nhost: 127.0.0.1\r\n");
      sockets.push(socket);
    }
    for (const deadline = Date.now() + 20_000; closed < 50; await sleep(50)) {
      // A write to a connection that the emulator destroyed shows that it is gone.
      for (const socket of sockets) if (!socket.destroyed) socket.write("x");
      assert.ok(Date.now() < deadline, `${50 - closed} connections are still open`);
    }
  });

  it("gets a key, known or unknown, whole or in part, into the log or onto the page", async () => {
    const lines: string[] = [];
    const key = "known-key-0123456789abcdef";
    const emulator = await start({ apiKey: key, log: (entry) => lines.push(logLine(entry)) });
    const authorization = `Bearer ${key}`;
    const unknown = "unknown-key-fedcba9876543210";
    await emulator.create({ campaign_id: unknown, send_id: unknown }, { authorization: `Bearer ${unknown}` });
    for (const text of [key.toUpperCase(), key.slice(0, -1), `x${key}`])
      await emulator.create({ campaign_id: campaignId, send_id: text }, { authorization });
    const page = await (await fetch(emulator.url)).text();
    assert.equal(emulator.created.length, 3);
    for (const shown of [lines.join("\n"), page])
      assert.doesNotMatch(shown, /known-key|0123456789abcde|fedcba98/i);
  });

  it("reads the page or creates a send ID with a foreign Host on loopback", async () => {
    const emulator = await start();
    const statusOf = (host: string, path: string) =>
      new Promise<number>((resolve, reject) => {
        request(emulator.url + path, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
          .on("error", reject)
          .end();
      });
    for (const host of ["attacker.example", "attacker.example:80", "127.0.0.1.attacker.example"])
      for (const path of ["/", "/openapi.json", "/campaigns/list"])
        assert.equal(await statusOf(host, path), 421);
    for (const host of ["localhost", "127.0.0.1:1234", "[::1]:80"])
      assert.equal(await statusOf(host, "/"), 200);
  });

  it("fails because the log function throws", async () => {
    const emulator = await start({
      log: () => {
        throw new Error("the disk is full");
      },
    });
    const warned = once(process, "warning");
    assert.equal((await emulator.create({ campaign_id: campaignId })).status, 201);
    assert.match(String((await warned)[0]), /log function failed: the disk is full/);
  });

  it("makes it print anything when it closes during a slow response", async () => {
    const script = `
      const { startEmulator, defaultApiKey } = require("pulumi-braze/emulator");
      (async () => {
        const emulator = await startEmulator();
        emulator.script({ delayMs: 60000 });
        emulator.script({ bytesPerSecond: 1 });
        for (const at of [1, 2]) fetch(emulator.url + "/sends/id/create", { method: "POST",
          headers: { authorization: "Bearer " + defaultApiKey, "content-type": "application/json" },
          body: JSON.stringify({ campaign_id: "${campaignId}" }) }).then((it) => it.text()).catch(() => {});
        while (emulator.requests.length < 2) await new Promise((done) => setTimeout(done, 10));
        await emulator.close();
      })();`;
    const child = spawn(process.execPath, ["-e", script], {
      cwd: join(__dirname, "../.."),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    const [code] = await once(child, "close");
    assert.deepEqual([code, output], [0, ""]);
  });

  describe("state file", () => {
    const failing = async (state: string, message: RegExp) =>
      assert.rejects(startEmulator({ state }), ({ message: text }: Error) => {
        assert.match(text, message);
        assert.ok(!text.includes("\n"));
        return true;
      });

    it("a pipe or a device is rejected immediately", async () => {
      const pipe = join(folder, "pipe");
      execFileSync("mkfifo", [pipe]);
      await failing(pipe, /is not a file/);
      await failing("/dev/full", /is not a file/);
    });

    it("a file that is too large is rejected", async () => {
      const large = join(folder, "large");
      writeFileSync(large, "");
      truncateSync(large, 700 * 1024 * 1024);
      await failing(large, /is too large/);
    });

    it("rejects a second emulator, but not one after a crash", async () => {
      const state = join(folder, "state.jsonl");
      const first = await start({ state });
      await failing(state, new RegExp(`is in use by another emulator \\(process ${process.pid}\\)`));
      await first.close();
      const crashed = spawn(process.execPath, ["-e", ""]);
      await once(crashed, "exit");
      writeFileSync(`${state}.lock`, String(crashed.pid));
      await start({ state });
    });
  });

  it("has a rate limit that resets when a fault says so", async () => {
    const emulator = await start({ startTime: new Date("2030-01-01T10:00:00Z") });
    emulator.script({ status: 429, resetInSeconds: 20 });
    const { status, headers } = await emulator.create(
      { campaign_id: campaignId },
      { authorization: `Bearer ${defaultApiKey}` },
    );
    assert.equal(status, 429);
    assert.equal(headers.get("x-ratelimit-remaining"), "0");
    const reset = Number(headers.get("x-ratelimit-reset")) - Date.parse("2030-01-01T10:00:00Z") / 1000;
    assert.ok(reset >= 20 && reset <= 22, String(reset));
  });
});
