import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { childrenOf, createStack, type Stack, sendIds, succeed } from "../real-engine/stack";
import { engineMessages } from "../support/engine-messages";
import { blocksOf, shellBlocksOf } from "./blocks";

const page = "docs/state-and-teams.md";
const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

describe("what the documentation says about a killed update", () => {
  let emulator: Emulator;
  let stack: Stack;
  before(async () => {
    emulator = await startEmulator();
    stack = await createStack({
      program: sendIds({ "winter-sale": { campaignId, sendId: "winter-sale-2026" } }),
      env: {
        BRAZE_API_KEY: defaultApiKey,
        BRAZE_REST_ENDPOINT: emulator.url,
        PULUMI_SKIP_CONFIRMATIONS: "true",
        PULUMI_OPTION_SKIP_PREVIEW: "true",
      },
    });
  });
  after(async () => {
    await stack.remove();
    await emulator.close();
  });

  /** Runs a block as it is written, with nothing piped in. */
  const run = async (block: string) => {
    const args = ["-euo", "pipefail", "-c", `{ ${block}\n} 2>&1 </dev/null`];
    return (await promisify(execFile)("bash", args, { cwd: stack.folder, env: stack.env })).stdout;
  };
  const quoted = (start: string) => {
    const block = blocksOf(page).find(({ text }) => text.startsWith(start));
    return block?.text ?? assert.fail(`${page} has no block that begins with ${start}`);
  };

  it("is true from the lock to the next update, with the messages that it quotes", async () => {
    emulator.script({ when: { sendId: "winter-sale-2026" }, delayMs: 1000 });
    const { process: cli } = stack.start("up", "--yes", "--skip-preview");
    while (emulator.requests.length < 1) await wait(20);
    await wait(300);
    const children = childrenOf(cli.pid);
    // Kills only the CLI: the provider finishes the request, and nothing records the result.
    cli.kill("SIGKILL");
    while (emulator.created.length < 1) await wait(20);
    // The dynamic-provider host outlives the engine. The others have ended.
    spawnSync("kill", children.map(String));

    const locked = await stack.up();
    assert.notEqual(locked.code, 0);
    assert.ok(locked.output.includes(quoted("error: the stack is currently locked").trim()), locked.output);

    const [inspect, recover] = shellBlocksOf(page).filter((block) => /cancel|clear/.test(block)) as [
      string,
      string,
    ];
    const shown = await run(inspect);
    assert.match(shown, /winter-sale +d8b73da7\S+ +winter-sale-2026 +- +- +interrupted: may exist/);
    assert.ok(shown.includes(quoted("Braze send IDs: 1 may exist")), shown);
    await assert.rejects(run("npx pulumi-braze plan --state state.json --fail-on-interrupted"), { code: 5 });

    const declared = { campaignId, sendId: "winter-sale-2026" };
    await stack.program(sendIds({ "winter-sale": { ...declared, adopt: true } }));
    assert.ok((await run(recover)).includes(engineMessages.pendingOperations));
    await stack.program(sendIds({ "winter-sale": declared }));
    const { output } = await succeed(stack.up());
    assert.match(output, /2 unchanged/);
    assert.doesNotMatch(output, /pending/);
    assert.equal(emulator.requests.length, 1);
  });
});
