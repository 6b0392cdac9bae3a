import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import type { CommandContext } from "../../provider/src/commands/command-context";
import { runCommand } from "../../provider/src/commands/run-command";

export const cli = resolve(__dirname, "../../provider/dist/cli.js");

export interface CommandRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  env?: Record<string, string>;
  stdin?: string | Buffer;
}

/** The environment of a command, without the Braze settings and proxies of the test's own. */
const environment = (env: Record<string, string>): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^BRAZE_|PROXY$/i.test(name))),
  ...env,
});

/** Runs `pulumi-braze` in the process of the test, which takes a tenth of the time that another process takes. */
export async function pulumiBraze(
  args: string[],
  { env = {}, stdin = "" }: CommandOptions = {},
): Promise<CommandRun> {
  // A request reads it from the environment of the process.
  if (Object.keys(env).some((name) => /PROXY$/i.test(name))) throw new Error("A proxy requires a process.");
  const run = { stdout: "", stderr: "" };
  const context = {
    env: environment(env),
    stdin: Readable.from(Buffer.from(stdin)),
    stdout: {
      write(text: string, done: () => void) {
        run.stdout += text;
        done();
      },
    },
    stderr: { write: (text: string) => (run.stderr += text) },
    exitCode: undefined,
  } as unknown as CommandContext;
  await runCommand(args, context);
  return { ...run, code: Number(context.exitCode ?? 0) };
}

/** Runs `pulumi-braze` as it is installed: for what only a process shows, such as that it reads a pipe, and that it ends. */
export function pulumiBrazeProcess(
  args: string[],
  { env = {}, stdin = "" }: CommandOptions = {},
): Promise<CommandRun> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [cli, ...args], { env: environment(env) });
    const run: CommandRun = { code: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => (run.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (run.stderr += text));
    // It need not read all of it.
    child.stdin.on("error", () => {}).end(stdin);
    child.on("error", fail);
    child.on("close", (code) => done({ ...run, code }));
  });
}
