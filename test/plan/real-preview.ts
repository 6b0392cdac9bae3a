import { execFile } from "node:child_process";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmulator } from "../../provider/src/emulator";
import { findEngine } from "../../tools/engine/find-engine";
import { createStack, type Stack, succeed } from "../real-engine/stack";
import { deployed } from "./programs";

/** A stack on which {@link deployed} is deployed, and what the commands print that `pulumi-braze plan` reads. */
export interface DeployedStack {
  /** What `pulumi preview --json` prints for a program, without a key and without a reachable endpoint. */
  preview(program: string): Promise<string>;
  /** What `pulumi stack export` prints. */
  state(): Promise<string>;
  remove(): Promise<void>;
}

/** Deploys {@link deployed} with the real engine. */
export async function deploy(): Promise<DeployedStack> {
  const emulator = await startEmulator({
    workspaces: [
      { name: "default", apiKeys: ["key-of-the-default"] },
      { name: "outdoor-brand", apiKeys: ["key-of-outdoor-brand"] },
    ],
  });
  const stack = await createStack({
    program: deployed,
    env: { BRAZE_API_KEY: "key-of-the-default", BRAZE_REST_ENDPOINT: emulator.url },
  });
  const workspaces = { "outdoor-brand": { apiKey: "key-of-outdoor-brand", endpoint: emulator.url } };
  await appendFile(
    join(stack.folder, "Pulumi.dev.yaml"),
    `config:\n  braze:workspaces: ${JSON.stringify(workspaces)}\n`,
  );
  await succeed(stack.up()).finally(() => emulator.close());
  return {
    preview: async (program) => {
      await stack.program(program);
      return stdout(stack, "preview", "--json");
    },
    state: () => stdout(stack, "stack", "export"),
    remove: () => stack.remove(),
  };
}

async function stdout(stack: Stack, ...args: string[]): Promise<string> {
  const { BRAZE_API_KEY: _key, BRAZE_REST_ENDPOINT: _endpoint, ...env } = stack.env;
  const { pulumi } = await findEngine();
  const options = { cwd: stack.folder, env, maxBuffer: 1e8 };
  const run = promisify(execFile)(pulumi, [...args, "--non-interactive"], options);
  // A preview that fails prints its JSON, too.
  return (await run.catch((failure: { stdout: string }) => failure)).stdout;
}
