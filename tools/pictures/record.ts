import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import { isolatedEnvironment } from "../isolated-environment";

/** What a terminal receives, and when, in seconds. */
export interface Output {
  at: number;
  text: string;
}

const checkout = resolve(__dirname, "../..");
export const columns = 92;
export const rows = 60;

/** The longest pause in the recording, in seconds. Longer ones are shortened. */
const longestPause = 0.8;
const betweenKeys = 0.05;

/** Runs the quickstart in a terminal, with the emulator, and records the output. */
export async function record(commands: string[]): Promise<Output[]> {
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-recording-"));
  const folder = join(home, "quickstart");
  const emulator = await startEmulator();
  const env = {
    ...(await isolatedEnvironment(home)),
    TERM: "xterm-256color",
    BRAZE_API_KEY: defaultApiKey,
    BRAZE_REST_ENDPOINT: emulator.url,
  };
  const inTerminal = (command: string, onText: (text: string) => void) =>
    new Promise<void>((done, fail) => {
      const terminal = `stty cols ${columns} rows ${rows}; ${command}`;
      const child = spawn("script", ["-qefc", terminal, "/dev/null"], {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      child.stdout.setEncoding("utf8").on("data", onText);
      child.on("error", fail);
      child.on("close", (code) => (code === 0 ? done() : fail(new Error(`${command} ended with ${code}`))));
    });
  try {
    await cp(join(checkout, "examples/quickstart"), folder, { recursive: true });
    await symlink(join(checkout, "node_modules"), join(folder, "node_modules"));
    await inTerminal("pulumi stack init dev", () => {});
    await inTerminal("pulumi config set campaignId d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3", () => {});

    const outputs: Output[] = [];
    let now = 0.5;
    const add = (text: string, pause = 0) => {
      now += Math.min(pause, longestPause);
      outputs.push({ at: now, text });
    };
    for (const command of commands) {
      add("\u001b[38;5;8m$\u001b[0m ");
      for (const key of command) add(key, betweenKeys);
      add("\r\n");
      let before = performance.now();
      await inTerminal(command, (text) => {
        const after = performance.now();
        add(text, (after - before) / 1000);
        before = after;
      });
      now += longestPause;
    }
    return outputs;
  } finally {
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  }
}
