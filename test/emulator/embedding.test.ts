import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { endpointProblem } from "../../provider/src/braze/endpoint";
import { type EmulatorOptions, startEmulator } from "../../provider/src/emulator";
import { campaignId, closeEmulators, start } from "./test-emulator";

const run = promisify(execFile);

// Saved before any test of this process starts an emulator.
const { Request, Response } = globalThis;

describe("emulator: in tests of other projects", () => {
  afterEach(closeEmulators);

  it("runs in node --test, from the built package", async () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout } = await run(
      process.execPath,
      ["--test", join(__dirname, "consumers", "node-test.mjs")],
      { env },
    );
    assert.match(stdout, /^# pass 1$|^ℹ pass 1$/m);
  });

  it("lets the process exit after it is closed during requests", async () => {
    // If the process keeps running, it is killed, and the test fails.
    const { stdout } = await run(
      process.execPath,
      ["-r", "ts-node/register/transpile-only", join(__dirname, "consumers", "close-and-end.ts")],
      { cwd: join(__dirname, "../.."), timeout: 90_000 },
    );
    assert.match(stdout, /^closed after \d+ requests\n$/);
  });

  it("does not respond after it is closed, and can be closed twice", async () => {
    const emulator = await startEmulator();
    const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1");
    await new Promise((resolve) => socket.on("connect", resolve));
    const ended = new Promise((resolve) => socket.on("close", resolve));
    await Promise.all([emulator.close(), emulator.close()]);
    await ended;
    await assert.rejects(fetch(emulator.url), { message: "fetch failed" });
    await emulator.close();
  });

  it("closes at the end of a block with await using", async () => {
    let url: string;
    {
      await using emulator = await startEmulator();
      url = emulator.url;
      assert.equal((await fetch(url)).status, 200);
    }
    await assert.rejects(fetch(url), { message: "fetch failed" });
  });

  it("does not replace the process's Request and Response", async () => {
    const emulator = await start();
    await emulator.create({ campaign_id: campaignId });
    assert.equal(globalThis.Request, Request);
    assert.equal(globalThis.Response, Response);
  });

  it("runs next to other emulators", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    await one?.create({ campaign_id: campaignId });
    assert.deepEqual([one?.created.length, two?.created.length], [1, 0]);
  });

  it("listens on loopback only by default", async () => {
    assert.equal(new URL((await start()).url).hostname, "127.0.0.1");
    const onV6 = await start({ host: "::1" });
    assert.match(onV6.url, /^http:\/\/\[::1\]:\d+$/);
    assert.equal((await onV6.create({ campaign_id: campaignId })).status, 201);
  });

  it("has a URL that the provider accepts if it listens on all addresses", async () => {
    for (const [host, hostname] of [
      ["0.0.0.0", "127.0.0.1"],
      ["::", "[::1]"],
    ] as const) {
      const emulator = await start({ host });
      assert.equal(new URL(emulator.url).hostname, hostname);
      assert.equal(endpointProblem(emulator.url), undefined);
      assert.equal((await emulator.create({ campaign_id: campaignId })).status, 201);
    }
  });

  it("moves its clock, and rejects an invalid time", async () => {
    const { clock } = await start({ startTime: new Date("2030-05-01T10:00:00Z") });
    clock.advance(3_600_000);
    assert.equal(clock.now().toISOString().slice(0, 16), "2030-05-01T11:00");
    clock.set(new Date("2031-01-01T00:00:00Z"));
    assert.equal(clock.now().toISOString().slice(0, 16), "2031-01-01T00:00");
    assert.throws(() => clock.set(new Date(Number.NaN)), TypeError);
    assert.throws(() => clock.advance(Number.NaN), TypeError);
  });

  const wrong: [unknown, RegExp][] = [
    [{ port: 1.5 }, /port: must be a whole number from 0 to 65535/],
    [{ host: "a b" }, /host: must be a host name or an IP address/],
    [{ dailyLimit: -1 }, /dailyLimit: must be a whole number from 0/],
    [{ successStatus: 204 }, /successStatus: must be 200 or 201/],
    [{ repeatedPair: "ignore" }, /repeatedPair: .*"same"\|"counted"\|"error"/],
    [{ openRate: 1.1 }, /openRate: must be a number from 0 to 1/],
    [{ keepRequests: -1 }, /keepRequests: must be a whole number or Infinity/],
    [{ unknown: 1 }, /"unknown"/],
    [{ apiKey: "secret-1", workspaces: [{}] }, /either workspaces or apiKey/],
    [
      { workspaces: [{ apiKeys: ["secret-1"] }, { apiKeys: ["secret-1"] }] },
      /same name; two API keys are the same/,
    ],
    [{ workspaces: [{ apiKeys: [7] }] }, /apiKeys\.0: must be a key or \{ key, permissions \}/],
    [{ startTime: "2030-01-01" }, /startTime/],
  ];
  for (const [options, message] of wrong)
    it(`rejects ${JSON.stringify(options)}`, async () => {
      await assert.rejects(startEmulator(options as EmulatorOptions), (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /secret-1|\n/);
        return error instanceof TypeError;
      });
    });
});
