import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { stripVTControlCharacters, styleText } from "node:util";
import { logLine } from "../../provider/src/emulator";
import { freePort } from "../support/free-port";
import { cli } from "../support/pulumi-braze";
import { spawnInTerminal } from "../support/terminal";
import { runCommand, spawnCommand } from "./running-command";
import { campaignId, post } from "./test-emulator";

describe("pulumi-braze emulator", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "emulator command "));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("prints its URL as the first line, serves requests, and exits cleanly when interrupted", async () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const command = await runCommand();
      assert.match(command.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal((await command.create({ campaign_id: campaignId })).status, 201);
      command.child.kill(signal);
      assert.equal(await command.exited, 0);
      assert.equal(command.stderr(), "");
    }
  });

  it("exits immediately with open connections and a request in progress", async () => {
    const command = await runCommand();
    const { port } = new URL(command.url);
    const socket = connect(Number(port), "127.0.0.1");
    await once(socket, "connect");
    socket.write("POST /sends/id/create HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n");
    socket.on("error", () => {});
    await command.create({ campaign_id: campaignId });
    const started = performance.now();
    command.child.kill("SIGINT");
    assert.equal(await command.exited, 0);
    // The timeout of the request is 10 s.
    assert.ok(performance.now() - started < 9000);
  });

  it("names campaigns", async () => {
    const command = await runCommand([
      "--campaign",
      "autumn=Sale = 2026",
      "--campaign",
      "spring",
      "--api-key",
      "k",
    ]);
    const response = await fetch(`${command.url}/campaigns/list`, { headers: { authorization: "Bearer k" } });
    const { campaigns } = (await response.json()) as { campaigns: { id: string; name: string }[] };
    command.child.kill("SIGTERM");
    await command.exited;
    assert.deepEqual(
      campaigns.map(({ id, name }) => [id, name]),
      [
        ["autumn", "Sale = 2026"],
        ["spring", "Campaign 2"],
      ],
    );
  });

  it("accepts all options", async () => {
    const log = join(folder, "requests.log");
    const state = join(folder, "state.jsonl");
    const port = await freePort();
    const args = `--port ${port} --host 127.0.0.1 --api-key key-one --api-key key-two --daily-limit 3 --campaign spring --campaign autumn`;
    const command = await runCommand([...args.split(" "), "--log", log, "--state", state]);
    assert.equal(command.url, `http://127.0.0.1:${port}`);
    const statuses = [];
    for (const [campaign, key] of [
      ["spring", "key-one"],
      ["winter", "key-one"],
      ["autumn", "key-two"],
      ["autumn", "key-two"],
      ["autumn", "key-three"],
    ] as const) {
      const response = await post(command.url, { campaign_id: campaign }, { authorization: `Bearer ${key}` });
      statuses.push(response.status);
    }
    assert.deepEqual(statuses, [201, 400, 201, 429, 401]);
    await fetch(`${command.url}/key-one?api_key=key-two`);
    command.child.kill("SIGTERM");
    assert.equal(await command.exited, 0);

    const lines = (await readFile(log, "utf8")).trimEnd().split("\n");
    assert.equal(lines.length, 6);
    assert.match(
      lines[0] ?? "",
      /^\d{4}-\d\d-\d\dT[\d:.]+Z POST \/sends\/id\/create 201 created default spring\/[0-9a-f-]{36} \d+ ms$/,
    );
    assert.match(lines[4] ?? "", / POST \/sends\/id\/create 401 autumn \d+ ms$/);
    assert.match(lines[5] ?? "", / GET \/\[redacted\] 404 \d+ ms$/);
    assert.doesNotMatch(lines.join("\n"), /key-one|key-two|key-three/);
    assert.equal((await readFile(state, "utf8")).trimEnd().split("\n").length, 3);
  });

  it("starts its clock at --now, and injects each --fault", async () => {
    const args = "--now 2030-01-01T10:00:00Z --fault 429:reset=20 --fault drop-after-creating";
    const command = await runCommand(args.split(" "));
    const { status, headers } = await command.create({ campaign_id: campaignId, send_id: "one" });
    assert.equal(status, 429);
    const seconds = Number(headers.get("x-ratelimit-reset")) - Date.parse("2030-01-01T10:00:00Z") / 1000;
    assert.ok(seconds >= 20 && seconds < 600, `${seconds} s`);
    await assert.rejects(command.create({ campaign_id: campaignId, send_id: "one" }));
    assert.equal((await command.create({ campaign_id: campaignId, send_id: "one" })).status, 201);
    command.child.kill("SIGTERM");
    await command.exited;
    for (const [option, value] of [
      ["--fault", "429:reset=soon"],
      ["--now", "yesterday"],
      ["--now", "2026-02-30T00:00:00Z"],
      ["--log", "-"],
      ["--state", "-"],
    ] as const) {
      const { exited, stderr } = spawnCommand([option, value]);
      assert.equal(await exited, 2);
      assert.match(stderr(), new RegExp(`^error: option '${option} <.*${value}.*\n$`));
    }
  });

  for (const [args, isShown] of [
    ["", true],
    ["--quiet", false],
  ] as const)
    it(`${isShown ? "shows" : "does not show"} requests in a terminal ${args}`, async () => {
      const terminal = spawnInTerminal(`"${process.execPath}" "${cli}" emulator ${args}`);
      const lines = createInterface(terminal.stdout as Readable);
      let shown = "";
      lines.on("line", (line) => {
        shown += `${line}\n`;
      });
      try {
        const [first] = (await once(lines, "line")) as [string];
        const url = stripVTControlCharacters(first).trim();
        assert.equal((await post(url, { campaign_id: campaignId, send_id: "seen" })).status, 201);
        assert.equal((await post(url, {})).status, 400);
        while (isShown && !/ 400 /.test(stripVTControlCharacters(shown))) await once(lines, "line");
      } finally {
        terminal.kill();
      }
      const text = stripVTControlCharacters(shown).replaceAll("\r", "");
      if (isShown) assert.match(text, / POST \/sends\/id\/create 201 created .*\/seen \d+ ms\n.* 400 /);
      else assert.equal(text.trim().split("\n").length, 1);
    });

  it("keeps running if standard output is closed", async () => {
    const port = await freePort();
    const { child, exited, stderr } = spawnCommand(["--port", `${port}`]);
    child.stdout.destroy();
    const url = `http://127.0.0.1:${port}`;
    const serves = () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await serves())) {
      assert.equal(child.exitCode, null, stderr());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal((await post(url, { campaign_id: campaignId })).status, 201);
    child.kill("SIGTERM");
    assert.equal(await exited, 0);
  });

  it("reports a problem in one line, and exits with 2", async () => {
    const busy = createServer().listen(0, "127.0.0.1");
    await once(busy, "listening");
    const { port } = busy.address() as AddressInfo;
    const wrong: [string[], RegExp][] = [
      [["--port", `${port}`], new RegExp(`Port ${port} on 127.0.0.1 is in use`)],
      [["--port", "99999"], /port: must be a whole number from 0 to 65535/],
      [["--port", "x"], /'--port <n>' argument 'x' is invalid/],
      [["--host", "192.0.2.1"], /192\.0\.2\.1 is not an address of this machine/],
      [["--log", join(folder, "missing", "file")], /The log file cannot be opened: ENOENT/],
      [["--state", folder], /is not a file/],
      [["--api-key", "the-key", "--api-key", "the-key"], /two API keys are the same/],
      [["--unknown"], /unknown option '--unknown'/],
    ];
    try {
      await Promise.all(
        wrong.map(async ([args, line]) => {
          const { exited, stdout, stderr } = spawnCommand(args);
          assert.equal(await exited, 2, args.join(" "));
          assert.equal(stdout(), "");
          assert.match(stderr(), line);
          assert.match(stderr(), /^error: [^\n]+\n$/);
          assert.doesNotMatch(stderr(), /the-key/);
        }),
      );
    } finally {
      busy.close();
    }
  });

  it("colors its log for a terminal, and escapes line breaks, control characters, and commands of build servers", () => {
    const entry = {
      at: new Date("2030-01-01T09:00:00Z"),
      method: "POST",
      path: "/sends/id/create",
      workspace: "eu",
      campaignId,
      sendId: "a\n\u001b[2Jb\u202e",
      created: true,
      durationMs: 1.6,
      notes: ["scripted fault"],
    };
    const plain = logLine({ ...entry, status: 503 });
    assert.equal(
      plain,
      `2030-01-01T09:00:00.000Z POST /sends/id/create 503 created eu ${campaignId}/a\\u{a}\\u{1b}[2Jb\\u{202e} 2 ms (scripted fault)`,
    );
    const colored = logLine({ ...entry, status: 503 }, { colors: true });
    assert.ok(colored.includes(styleText("red", "503", { validateStream: false })));
    assert.equal(stripVTControlCharacters(colored), plain);
    assert.match(logLine(entry), / dropped created /);
    assert.ok(logLine({ ...entry, path: `/${"x".repeat(10_000)}` }).length < 500);
    const command = "##vso[task.setvariable variable=x]";
    assert.doesNotMatch(logLine({ ...entry, sendId: command, path: command, notes: [command] }), /##/);
  });
});
