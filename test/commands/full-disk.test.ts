import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultApiKey, type Emulator, startEmulator } from "../../provider/src/emulator";
import { recording } from "../plan/recordings";
import { cli } from "../support/pulumi-braze";

describe("a command whose output cannot be written", () => {
  let emulator: Emulator;
  let folder: string;
  before(async () => {
    emulator = await startEmulator({
      workspaces: [{ apiKeys: [defaultApiKey] }, { name: "outdoor-brand", apiKeys: ["outdoor"] }],
    });
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-full-disk-"));
  });
  after(async () => {
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  /** Starts a command in a shell that may limit the size of files, in 512 bytes, and redirects its output. */
  const start = (args: string[], shell: string) =>
    spawn("sh", ["-c", `${shell.replace("COMMAND", 'exec "$0" "$@"')}`, process.execPath, cli, ...args], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        BRAZE_API_KEY: defaultApiKey,
        BRAZE_REST_ENDPOINT: emulator.url,
        BRAZE_WORKSPACES: JSON.stringify({
          "outdoor-brand": { apiKey: "outdoor", endpoint: emulator.url },
        }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
  async function run(args: string[], shell: string) {
    const child = start(args, shell);
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    const [code] = await once(child, "close");
    return { code, stderr };
  }

  const commands = [
    ["--help"],
    ["--version"],
    ["results", "--help"],
    ["plan", recording("create")],
    ["plan", "--schema"],
    ["list", recording("state"), "--format", "json"],
    ["check"],
    ["campaigns"],
    ["results", recording("state")],
    ["emulator"],
  ];
  for (const args of commands) {
    const name = args.map((arg) => arg.replace(/^.*\//, "")).join(" ");
    it(`says so in one line, with an exit code: ${name}`, async () => {
      const { code, stderr } = await run(args, "ulimit -f 0; COMMAND > output");
      assert.match(stderr, /^error: Standard output cannot be written: E[A-Z]+: [^\n]+\.\n$/);
      assert.equal(code, 2);
    });

    it(`does not fail if a reader closes its pipe: ${name}`, async () => {
      const child = start(args, "COMMAND");
      child.stdout.destroy();
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
      if (args[0] === "emulator") setTimeout(() => child.kill(), 3000);
      const [code] = await once(child, "close");
      assert.equal(stderr, "");
      assert.equal(code, 0);
    });
  }

  it("says so if only a part fits", async () => {
    const list = ["list", recording("state"), "--format", "json"];
    const { code, stderr } = await run(list, "ulimit -f 1; COMMAND > output");
    assert.match(stderr, /^error: Standard output cannot be written: [^\n]+\n$/);
    assert.equal(code, 2);
    assert.ok((await readFile(join(folder, "output"), "utf8")).length > 0);
  });

  it("says so for the page of results", async () => {
    const { code, stderr } = await run(
      ["results", recording("state"), "--html", "page"],
      "ulimit -f 1; COMMAND",
    );
    assert.match(stderr, /^error: page cannot be written: E[A-Z]+: [^\n]+\.\n$/);
    assert.equal(code, 2);
  });

  it("says so for the emulator's log, and keeps serving", async () => {
    const child = start(["emulator", "--log", "log"], "ulimit -f 0; COMMAND");
    const [url] = await once(child.stdout.setEncoding("utf8"), "data");
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    for (const _ of "12") assert.equal((await fetch(`${url.trim()}/campaigns/list`)).status, 401);
    child.kill();
    const [code] = await once(child, "close");
    assert.match(stderr, /^The log file cannot be written; logging stops: E[A-Z]+: [^\n]+\.\n$/);
    assert.equal(code, 2);
  });

  it("has an exit code if its warnings cannot be written", async () => {
    const over = ["plan", recording("create"), "--daily-limit", "1", "--format", "json"];
    assert.equal((await run(over, "COMMAND > output")).code, 0);
    assert.equal((await run(over, "COMMAND > output 2> /dev/full")).code, 2);
  });
});
