import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultApiKey, type LogEntry, logLine, startEmulator } from "../../provider/src/emulator";
import { createCampaigns } from "../../provider/src/emulator/workspace-campaigns";
import { createWorkspace } from "../../provider/src/emulator/workspaces";
import { spawnCommand } from "./running-command";
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
    // Two keys in one request, and paths that do not exist.
    await emulator.create({ campaign_id: unknown, send_id: unknown, api_key: unknown }, { authorization });
    const headers = { authorization: `Bearer ${unknown}` };
    for (const path of [`/${unknown}`, `/sends/id/create/${key}`, `/x;${unknown}?api_key=${unknown}`])
      await emulator.request(path, { headers, body: { api_key: unknown } });
    const page = await (await fetch(emulator.url)).text();
    assert.equal(emulator.created.length, 3);
    assert.equal(lines.length, 8);
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

  it("keeps it busy with long texts, which are redacted and logged only in part", async () => {
    const entries: LogEntry[] = [];
    const emulator = await start({ log: (entry) => entries.push(entry) });
    const long = "x".repeat(4_000_000);
    for (const fields of [{ campaign_id: long }, { campaign_id: campaignId, api_key: long }])
      assert.equal((await emulator.create(fields, { authorization: undefined })).status, 401);
    assert.deepEqual(
      entries.map((entry) => entry.campaignId?.length),
      [1000, campaignId.length],
    );
  });

  it("makes it parse millions of values", async () => {
    const emulator = await start();
    const junk = (count: number) => `{"campaign_id":"${campaignId}","junk":[${"1,".repeat(count)}1]}`;
    assert.equal((await emulator.create(junk(90_000))).status, 201);
    const { status, body } = await emulator.create(junk(1_300_000));
    assert.deepEqual([status, Object.keys(body)], [400, ["error"]]);
  });

  it("fills the memory with bodies that do not end", async () => {
    const emulator = await start({ requestTimeoutMs: 60_000 });
    const head = `POST /sends/id/create HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4000000\r\n\r\n`;
    const body = Buffer.alloc(3_999_000, " ");
    const before = process.memoryUsage().arrayBuffers;
    const sockets = Array.from({ length: 60 }, () => {
      const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1").on("error", () => {});
      socket.write(head);
      socket.write(body);
      return socket;
    });
    // What the emulator does not read stays in the sockets.
    const unsent = () => sockets.reduce((sum, socket) => sum + socket.writableLength, 0);
    for (let last = -1; last !== unsent(); await sleep(500)) last = unsent();
    const held = process.memoryUsage().arrayBuffers - before - body.length;
    assert.ok(held < 100_000_000, `${held} bytes`);
    assert.equal((await emulator.create({ campaign_id: campaignId })).status, 201);
    for (const socket of sockets) socket.destroy();
    const large = { campaign_id: campaignId, junk: " ".repeat(1_000_000) };
    assert.equal((await emulator.create(large)).status, 201);
  });

  it("is kept after it left during a delayed or slow response", async () => {
    const entries: LogEntry[] = [];
    const emulator = await start({ log: (entry) => entries.push(entry) });
    emulator.script({ delayMs: 3_600_000 });
    emulator.script({ bytesPerSecond: 0.001 });
    for (const count of [1, 2]) {
      const leave = new AbortController();
      const response = fetch(`${emulator.url}/sends/id/create`, {
        method: "POST",
        headers: { authorization: `Bearer ${defaultApiKey}`, "content-type": "application/json" },
        body: JSON.stringify({ campaign_id: campaignId }),
        signal: leave.signal,
      }).then((received) => received.text());
      while (emulator.created.length < count) await sleep(10);
      leave.abort();
      await assert.rejects(response);
      while (entries.length < count) await sleep(10);
    }
  });

  it("fills the memory with messages or campaigns", () => {
    const workspace = createWorkspace({ name: "default", apiKeys: [], dailyLimit: 100 }, new Date());
    for (let at = 0; at <= 100_000; at++)
      workspace.recordMessage({ channels: [], recipients: at, at: new Date() });
    assert.deepEqual([workspace.messages.length, workspace.messages[0]?.recipients], [100_000, 1]);
    const campaigns = createCampaigns({}, new Date());
    for (let at = 0; at <= 10_000; at++) campaigns.find(campaignId.slice(0, -8) + String(1e7 + at));
    const [oldest, ...others] = campaigns.all();
    assert.deepEqual(
      [oldest?.name, others.at(-1)?.name, others.length],
      ["Campaign 2", "Campaign 10001", 9999],
    );
  });

  it("names a channel so that another name is shown", async () => {
    const emulator = await start();
    const send = (messages: object, sendId = "winter") =>
      emulator.request("/messages/send", {
        body: { campaign_id: campaignId, send_id: sendId, broadcast: true, messages },
      });
    await emulator.create({ campaign_id: campaignId, send_id: "winter" });
    const message = { message_variation_id: "A" };
    assert.equal((await send({ constructor: message })).status, 201);
    const { body } = await emulator.request(
      `/sends/data_series?campaign_id=${campaignId}&send_id=winter&length=1`,
      { method: "GET" },
    );
    assert.deepEqual(Object.keys(body.data[0].messages), ["constructor"]);
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`channel${at}`, message]));
    for (const messages of [many, { ["x".repeat(65)]: message }])
      assert.match((await send(messages)).body.message, /unknown channels/);
    assert.match((await send({ email: message }, "x".repeat(65))).body.message, /1 to 64/);
  });

  it("finds a time that fails with 500", async () => {
    const emulator = await start();
    for (const [time, status] of [
      ["-271821-04-20T00:00:00Z", 400],
      ["+275760-09-13T00:00:00Z", 200],
    ] as const) {
      const query = `campaign_id=${campaignId}&send_id=a&length=100&ending_at=${encodeURIComponent(time)}`;
      const response = await emulator.request(`/sends/data_series?${query}`, { method: "GET" });
      assert.equal(response.status, status, response.text);
    }
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

    it("a missing folder, or a log that is a pipe, is rejected immediately", async () => {
      await failing(join(folder, "none", "state"), /^The state file cannot be opened: ENOENT/);
      const pipe = join(folder, "log");
      execFileSync("mkfifo", [pipe]);
      const command = spawnCommand(["--log", pipe]);
      assert.equal(await command.exited, 2);
      assert.match(command.stderr(), /^error: The log file cannot be opened: ENXIO.*\n$/);
    });

    it("a file that is too large is rejected", async () => {
      const large = join(folder, "large");
      writeFileSync(large, "");
      truncateSync(large, 700 * 1024 * 1024);
      await failing(large, /is too large/);
    });

    it("confirms nothing in a file that another emulator has changed", async () => {
      const state = join(folder, "state.jsonl");
      const first = await start({ state });
      const second = await start({ state });
      const create = (emulator: typeof first, sendId: string) =>
        emulator.create({ campaign_id: campaignId, send_id: sendId });
      assert.equal((await create(first, "one")).status, 201);
      const { status, body } = await create(second, "two");
      assert.equal(status, 500);
      assert.match(body.message, /state\.jsonl was changed .* one state file for each emulator/);
      assert.equal((await create(first, "three")).status, 201);
      await Promise.all([first.close(), second.close()]);
      const next = await start({ state });
      assert.deepEqual(
        next.created.map(({ sendId }) => sendId),
        ["one", "three"],
      );
    });

    it("confirms what at most one of two emulators writes at the same time", async () => {
      const state = join(folder, "shared.jsonl");
      for (let round = 0; round < 20; round++) {
        const both = await Promise.all([start({ state }), start({ state })]);
        const responses = await Promise.all(
          both.map((emulator, at) => emulator.create({ campaign_id: campaignId, send_id: `${round}-${at}` })),
        );
        const confirmed = responses.filter(({ status }) => status === 201).map(({ body }) => body.send_id);
        assert.ok(confirmed.length <= 1, `${confirmed}`);
        await Promise.all(both.map((emulator) => emulator.close()));
        const next = await start({ state });
        for (const sendId of confirmed) assert.ok(next.created.some((pair) => pair.sendId === sendId));
        await next.close();
      }
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
