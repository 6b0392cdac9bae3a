import { spawn } from "node:child_process";
import { resolve } from "node:path";

export const cli = resolve(__dirname, "../../provider/dist/cli.js");

export interface CommandRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  env?: Record<string, string>;
  stdin?: string;
}

/** Runs `pulumi-braze` as it is installed, without the Braze settings of the environment. */
export function pulumiBraze(
  args: string[],
  { env = {}, stdin = "" }: CommandOptions = {},
): Promise<CommandRun> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^BRAZE_|PROXY$/i.test(name));
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { ...Object.fromEntries(inherited), ...env },
    });
    const run: CommandRun = { code: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => (run.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (run.stderr += text));
    child.stdin.on("error", () => {}).end(stdin);
    child.on("error", fail);
    child.on("close", (code) => done({ ...run, code }));
  });
}
