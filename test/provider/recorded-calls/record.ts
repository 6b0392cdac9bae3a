import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { version as sdk } from "@pulumi/pulumi/package.json";
import { startEmulator } from "pulumi-braze/emulator";
import { findEngine } from "../../../tools/engine/find-engine";
import { createInlineStack } from "../../real-engine/inline";
import { type Import, imports, succeed } from "../../real-engine/stack";
import { type Call, recording, withoutVariations } from "./calls";
import { apiKey, type BrazeSendId, scenario } from "./scenario";

/** Runs the scenario with a real engine, and returns the calls of the provider in the engine's own log. */
export async function recordCalls(from: Import): Promise<Call[]> {
  const { BrazeSendId } = require(from) as { BrazeSendId: BrazeSendId };
  const emulator = await startEmulator({ apiKey });
  const stack = await createInlineStack({});
  const log = join(stack.folder, "calls.jsonl");
  const calls: Call[] = [];
  try {
    await succeed(stack.run("config", "set", "--secret", "braze:apiKey", apiKey));
    await succeed(stack.run("config", "set", "braze:endpoint", emulator.url));
    stack.env.PULUMI_DEBUG_GRPC = log;
    for (const [name, { start, faults = [], requests, fails = false, only = from }] of Object.entries(
      scenario,
    )) {
      if (only !== from) continue;
      const before = emulator.requests.length;
      for (const fault of faults) emulator.script(fault);
      const { code, output } = await start(stack, BrazeSendId);
      assert.equal(code !== 0, fails, output);
      assert.equal(emulator.requests.length - before, requests, output);
      calls.push(...callsIn(withoutVariations(await readFile(log, "utf8"), emulator), name));
      await rm(log);
    }
    return calls;
  } finally {
    await stack.remove();
    await emulator.close();
  }
}

/** Arguments that differ with each machine or run. */
const variable = [
  ...["engineAddress", "mapperTarget", "loaderTarget", "resolverTarget", "resourceStatusAddress"],
  ...["rootDirectory", "programDirectory", "resourceStatusToken", "randomSeed"],
];

/** The calls of the provider in the engine's log, in the order in which they ended. */
function callsIn(log: string, run: string): Call[] {
  return log
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line, (key, value) => (variable.includes(key) ? undefined : value)))
    .filter(
      ({ metadata, progress, method }) =>
        ["braze", "pulumi-nodejs"].includes(metadata.name) &&
        progress === "response_completed" &&
        // It returns a version only.
        !method.endsWith("/GetPluginInfo"),
    )
    .map(({ method, request, response, errors: [error] = [] }) => {
      // The engine generates the ID of a provider.
      if (request.type?.startsWith("pulumi:providers:")) delete request.id;
      return {
        run,
        method: method.split("/").at(-1),
        request,
        ...(error === undefined
          ? { response }
          : { error: error.replace(/^rpc error: code = \w+ desc = /, "") }),
      };
    });
}

/**
 * `npx ts-node -T test/provider/recorded-calls/record.ts`: records the calls of both hosts. Review the difference before you
 * commit it: it shows what this engine or this package does differently.
 */
async function main(): Promise<void> {
  const { version: engine } = await findEngine();
  for (const host of imports) {
    const lines = [{ engine, sdk }, ...(await recordCalls(host))];
    await writeFile(recording(host), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  }
}

if (require.main === module) void main();
