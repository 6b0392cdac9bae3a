import { spawn } from "node:child_process";
import { once } from "node:events";
import { defaultApiKey } from "pulumi-braze/emulator";
import { inQuickstart } from "../quickstart";

/** What a terminal receives, and when, in seconds. */
export interface Output {
  at: number;
  text: string;
}

export const columns = 92;
export const rows = 60;

/** The longest pause in the recording, in seconds. Longer ones are shortened. */
const longestPause = 0.8;
const betweenKeys = 0.05;

/** Runs the quickstart in a terminal, with the emulator, and records the output. */
export const record = (commands: string[]): Promise<Output[]> =>
  inQuickstart(async ({ folder, env }) => {
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
      const terminal = spawn(
        "script",
        ["-qefc", `stty cols ${columns} rows ${rows}; ${command}`, "/dev/null"],
        {
          cwd: folder,
          env: { ...env, TERM: "xterm-256color", BRAZE_API_KEY: defaultApiKey },
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      let before = performance.now();
      terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
        const after = performance.now();
        add(text, (after - before) / 1000);
        before = after;
      });
      const [code] = await once(terminal, "close");
      if (code !== 0) throw new Error(`${command} ended with ${code}`);
      now += longestPause;
    }
    return outputs;
  });
