import { type ChildProcess, fork } from "node:child_process";
import { on } from "node:events";
import { join } from "node:path";

let server: ChildProcess | undefined;

/**
 * Serves the program in a file as Pulumi's Automation API does, for the CLI's option `--client`: one process, which has loaded
 * Pulumi's SDK, runs the programs of all stacks of this process.
 *
 * @returns the address.
 */
export async function serveProgram(file: string): Promise<string> {
  server ??= fork(join(__dirname, "program-server.ts"), {
    execArgv: ["--require", "ts-node/register/transpile-only"],
  });
  const { channel } = server;
  server.unref();
  channel?.ref();
  server.send(file);
  for await (const [served] of on(server, "message") as AsyncIterable<[{ file: string; port: number }]>)
    if (served.file === file) {
      channel?.unref();
      return `127.0.0.1:${served.port}`;
    }
  throw new Error("unreachable");
}
