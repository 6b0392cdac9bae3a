import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { cli, pulumiBrazeProcess } from "../support/pulumi-braze";
import { spawnInTerminal } from "../support/terminal";
import { type ScriptedBraze, scriptedBraze } from "./scripted-braze";
import { exportedState } from "./state";

describe("the progress of a command that reads from Braze", () => {
  let braze: ScriptedBraze;
  let folder: string;
  let env: Record<string, string>;
  before(async () => {
    const day = { time: "2026-11-20", messages: { email: [{ sent: 5 }] } };
    braze = await scriptedBraze(({ pathname }) => ({
      body: pathname === "/campaigns/list" ? { campaigns: [{ id: "one", name: "One" }] } : { data: [day] },
    }));
    env = { BRAZE_API_KEY: "a-key", BRAZE_REST_ENDPOINT: braze.url };
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-progress-"));
    await writeFile(join(folder, "state.json"), exportedState([{ sendId: "a" }, { sendId: "b" }]));
  });
  after(async () => {
    await braze.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [args, progress] of [
    ["results --state state.json", ["1 of 2 send IDs read…", "2 of 2 send IDs read…"]],
    ["campaigns", ["1 campaign read…"]],
  ] as const) {
    it(`is one line on a terminal, which is cleared at the end: ${args}`, async () => {
      // Standard error is the terminal, and standard output is a file.
      const command = `"${process.execPath}" "${cli}" ${args} >output.txt`;
      const { stdout } = spawnInTerminal(command, { cwd: folder, env });
      assert.ok(stdout);
      const terminal = await text(stdout);
      const lines = terminal.split("\r\u001b[K");
      assert.deepEqual(lines, ["", ...progress, ""]);
      assert.match(await readFile(join(folder, "output.txt"), "utf8"), /1 campaign|2 with data/);
    });

    it(`is not on a terminal that does not know escape sequences: ${args}`, async () => {
      const command = `"${process.execPath}" "${cli}" ${args} >output.txt`;
      const { stdout } = spawnInTerminal(command, { cwd: folder, env: { ...env, TERM: "dumb" } });
      assert.ok(stdout);
      assert.equal(await text(stdout), "");
    });

    it(`is not in a pipe: ${args}`, async () => {
      const run = await pulumiBrazeProcess(
        args.replace("state.json", join(folder, "state.json")).split(" "),
        {
          env,
        },
      );
      assert.equal(run.code, 0);
      assert.equal(run.stderr, "");
      assert.ok(!run.stdout.includes("read…"));
    });
  }
});
