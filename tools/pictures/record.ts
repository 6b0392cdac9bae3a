import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import { isolatedEnvironment } from "../isolated-environment";
import { type Run, Screen } from "./screen";

/** The content of the screen, and the time in seconds when it appears. */
export interface Frame {
  at: number;
  lines: Run[][];
}

const checkout = resolve(__dirname, "../..");
export const columns = 92;

/** The longest pause in the recording, in seconds. Longer ones are shortened. */
const longestPause = 0.8;
const betweenKeys = 0.05;
/** The minimum time between frames. The CLI draws more often. */
const shortestFrame = 0.12;

/** Runs the quickstart in a terminal, with the emulator, and records the output. */
export async function record(commands: string[]): Promise<Frame[]> {
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-recording-"));
  const folder = join(home, "quickstart");
  const emulator = await startEmulator();
  const env = {
    ...(await isolatedEnvironment(home)),
    TERM: "xterm-256color",
    BRAZE_API_KEY: defaultApiKey,
    BRAZE_REST_ENDPOINT: emulator.url,
  };
  try {
    await cp(join(checkout, "examples/quickstart"), folder, { recursive: true });
    await symlink(join(checkout, "node_modules"), join(folder, "node_modules"));
    const inTerminal = (command: string, onText: (text: string) => void) =>
      new Promise<void>((done, fail) => {
        const terminal = `stty cols ${columns} rows 60; ${command}`;
        const child = spawn("script", ["-qefc", terminal, "/dev/null"], {
          cwd: folder,
          env,
          stdio: ["ignore", "pipe", "inherit"],
        });
        const decoder = new StringDecoder();
        child.stdout.on("data", (bytes) => {
          try {
            onText(decoder.write(bytes));
          } catch (error) {
            fail(error);
          }
        });
        child.on("error", fail);
        child.on("close", (code) => (code === 0 ? done() : fail(new Error(`${command} ended with ${code}`))));
      });
    await inTerminal("pulumi stack init dev", () => {});
    await inTerminal("pulumi config set campaignId d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3", () => {});

    const screen = new Screen();
    const frames: Frame[] = [];
    let now = 0.5;
    const show = () => {
      const last = frames.at(-1);
      // Not recorded, because the duration of an update depends on the machine.
      const isDuration = (runs: Run[] = []) => runs[0]?.text.startsWith("Duration:") ?? false;
      const lines = screen.lines().filter((runs, at, all) => !isDuration(runs) && !isDuration(all[at + 1]));
      if (last !== undefined && now - last.at < shortestFrame) last.lines = lines;
      else frames.push({ at: now, lines });
    };
    for (const command of commands) {
      screen.write("\u001b[38;5;8m$\u001b[0m ");
      for (const key of command) {
        screen.write(key);
        now += betweenKeys;
        show();
      }
      screen.write("\r\n");
      let before = performance.now();
      await inTerminal(command, (text) => {
        now += Math.min((performance.now() - before) / 1000, longestPause);
        before = performance.now();
        screen.write(text);
        show();
      });
      now += longestPause;
    }
    return frames;
  } finally {
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  }
}
