import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { engineMessages } from "../support/engine-messages";
import { childrenOf, createStack, describeDeclarationsOnEachHost, type Stack, succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

/** Programs in which the slow create begins when the quick one has succeeded, by file name. */
const quickThenSlowIn = {
  "index.js": (slow: Record<string, unknown>) => `
    const { BrazeSendId } = require("pulumi-braze");
    const quick = new BrazeSendId("quick", ${JSON.stringify({ campaignId, sendId: "quick" })});
    new BrazeSendId("slow", ${JSON.stringify(slow)}, { dependsOn: quick });`,
  "Main.yaml": (slow: Record<string, unknown>) =>
    JSON.stringify({
      resources: {
        quick: { type: "braze:SendId", properties: { campaignId, sendId: "quick" } },
        slow: { type: "braze:SendId", properties: slow, options: { dependsOn: [`\${quick}`] } },
      },
    }),
};

/** A launcher that stays the parent of the provider, like the one in Pulumi's distribution; the one of this checkout is replaced by it. */
const distributedLauncher = `#!/bin/sh
SCRIPT=$(node -e 'console.log(require.resolve("@pulumi/pulumi/cmd/dynamic-provider"))')
if [ -n "$SCRIPT" ]; then
  node "$SCRIPT" "$@"
fi
`;

/** The processes that a process has started, and those that these have started. */
function descendantsOf(pid: number): number[] {
  const { stdout } = spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter(Boolean)
    .flatMap((child) => [Number(child), ...descendantsOf(Number(child))]);
}

/** Empty for a process that has ended. */
function commandOf(pid: number): string {
  const { stdout } = spawnSync("ps", ["-o", "stat=,args=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.startsWith("Z") ? "" : stdout;
}

const isProvider = (pid: number) => /pulumi-resource-|dynamic-provider/.test(commandOf(pid));

for (const launcher of ["this checkout's launcher", "Pulumi's launcher"])
  describeDeclarationsOnEachHost(`the process of the provider, with ${launcher}`, ({ file, sendIds }) => {
    // The plugin has no launcher.
    if (launcher === "Pulumi's launcher" && file === "Main.yaml") return;
    let emulator: Emulator;
    let stack: Stack;

    async function start(program: string) {
      emulator = await startEmulator();
      stack = await createStack({
        file,
        program,
        env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url },
      });
      if (launcher === "Pulumi's launcher") {
        const folder = join(stack.folder, "launcher");
        await mkdir(folder);
        await writeFile(join(folder, "pulumi-resource-pulumi-nodejs"), distributedLauncher, { mode: 0o755 });
        stack.env.PATH = `${folder}${delimiter}${stack.env.PATH}`;
      }
    }
    afterEach(async () => {
      await stack.remove();
      await emulator.close();
    });

    it("waits for running creates if every process is signaled, as when a job is aborted", async () => {
      const names = ["quick", "slow-1", "slow-2", "slow-3"];
      await start(sendIds(Object.fromEntries(names.map((sendId) => [sendId, { campaignId, sendId }]))));
      for (const sendId of names) emulator.script({ when: { sendId }, delayMs: 1500 });
      const { process: cli, run } = stack.start("up", "--yes", "--skip-preview");
      // The first request is sent alone.
      while (emulator.requests.length < names.length) await wait(20);
      const processes = descendantsOf(Number(cli.pid));
      const providers = processes.filter(isProvider);
      assert.ok(providers.length > 0);
      // The language host of YAML has ended, and so may the plugin from which it read the schema.
      const signalEach = (signal: string, pids: number[]) => {
        for (const pid of pids) spawnSync("kill", ["-s", signal, String(pid)]);
      };
      signalEach("INT", providers);
      signalEach("HUP", providers);
      signalEach("TERM", [...processes, Number(cli.pid)]);
      const { output } = await run;
      assert.doesNotMatch(output, /SendId \S+ .*EOF|may or may not have been created/);
      assert.deepEqual((await stack.exported()).sendIds.map(({ outputs }) => outputs?.sendId).sort(), names);
      assert.ok(providers.every((pid) => commandOf(pid) === ""));
      await succeed(stack.up());
      assert.equal(emulator.requests.length, names.length);
    });

    it("ends with an engine that is killed, and sends no further request", async () => {
      await start(
        sendIds(
          Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`generated-${at}`, { campaignId }])),
        ),
      );
      emulator.script({ delayMs: 1500, times: Number.POSITIVE_INFINITY });
      // By default, gRPC would reach the engine by this proxy. A program in Node.js does not start with it.
      if (file === "Main.yaml") stack.env.https_proxy = "http://127.0.0.1:9";
      const { process: cli, run } = stack.start("up", "--yes", "--skip-preview");
      while (emulator.requests.length < 1) await wait(20);
      const processes = descendantsOf(Number(cli.pid)).filter(isProvider);
      assert.ok(processes.length > 0);
      cli.kill("SIGKILL");
      while (processes.some((pid) => commandOf(pid) !== "")) await wait(50);
      await run;
      await wait(2000);
      assert.equal(emulator.requests.length, 1);
    });
  });

describeDeclarationsOnEachHost("an update that is interrupted while it creates", ({ file }) => {
  const quickThenSlow = quickThenSlowIn[file];
  let emulator: Emulator;
  let stack: Stack;

  beforeEach(async () => {
    emulator = await startEmulator();
    stack = await createStack({
      file,
      program: quickThenSlow({ campaignId, sendId: "slow" }),
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url },
    });
    emulator.script({ when: { sendId: "slow" }, delayMs: 2500 });
  });
  afterEach(async () => {
    await stack.remove();
    await emulator.close();
  });

  /** Interrupts the update after both requests have been sent and the quick one is recorded. */
  async function interrupt(signal: NodeJS.Signals) {
    const { process: cli, run } = stack.start("up", "--yes", "--skip-preview");
    while (emulator.requests.length < 2) await wait(20);
    await wait(300);
    const plugins = signal === "SIGKILL" ? childrenOf(cli.pid) : [];
    cli.kill(signal);
    // The provider ends with the engine.
    while (plugins.some((pid) => isProvider(pid))) await wait(20);
    for (const plugin of plugins) if (commandOf(plugin) !== "") process.kill(plugin);
    return run;
  }
  const recorded = async () => (await stack.exported()).sendIds.map(({ outputs }) => outputs?.sendId).sort();

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`by ${signal}: loses nothing, because the engine waits for running creates`, async () => {
      const { code } = await interrupt(signal);
      assert.notEqual(code, 0);
      assert.deepEqual(await recorded(), ["quick", "slow"]);
      await succeed(stack.up());
      assert.equal(emulator.requests.length, 2);
    });
  }

  it("by SIGKILL: does not repeat what was recorded, and the state names what may exist", async () => {
    await interrupt("SIGKILL");
    await succeed(stack.run("cancel", "--yes"));
    assert.deepEqual(await recorded(), ["quick"]);
    const { pending_operations: pending } = JSON.parse((await stack.exported()).text).deployment;
    assert.deepEqual(
      pending.map(
        ({ type, resource }: { type: string; resource: { urn: string; inputs: { sendId: string } } }) => [
          type,
          resource.urn.split("::").pop(),
          resource.inputs.sendId,
        ],
      ),
      [["creating", "slow", "slow"]],
    );

    // The plan of the next update warns, and can stop a pipeline.
    const files = { preview: join(stack.folder, "preview.json"), state: join(stack.folder, "state.json") };
    await writeFile(files.preview, (await succeed(stack.run("preview", "--json"))).output);
    await writeFile(files.state, (await stack.exported()).text);
    const cli = resolve(__dirname, "../../provider/dist/cli.js");
    const plan = spawnSync(
      process.execPath,
      [cli, "plan", files.preview, "--state", files.state, "--fail-on-interrupted"],
      { encoding: "utf8" },
    );
    assert.equal(plan.status, 5, plan.stderr);
    assert.match(
      plan.stdout,
      /May already exist, because an update was interrupted while creating them: "slow"\./,
    );

    const killed = join(stack.folder, "killed.json");
    await writeFile(killed, (await stack.exported()).text);

    /** Recovers as documented, and checks the resulting state.  */
    async function finish() {
      await succeed(stack.run("refresh", "--yes", "--skip-preview", "--clear-pending-creates"));
      assert.match((await succeed(stack.up())).output, /3 unchanged/);
      assert.doesNotMatch((await stack.exported()).text, /pending_operations/);
      assert.deepEqual(await recorded(), ["quick", "slow"]);
      assert.equal(emulator.requests.length, 2);
    }

    // As documented: adopt it.
    await stack.program(quickThenSlow({ campaignId, sendId: "slow", adopt: true }));
    const { output } = await succeed(stack.up());
    assert.match(
      output,
      new RegExp(`${engineMessages.pendingCreate}.*SendId::slow, interrupted while creating`, "s"),
    );
    await finish();

    // Or import it, which the plugin can.
    if (file === "index.js") return;
    await succeed(stack.run("stack", "import", "--file", killed));
    await stack.program(quickThenSlow({ campaignId, sendId: "slow" }));
    const id = `${campaignId}/slow`;
    await succeed(
      stack.run(
        "import",
        "braze:index:SendId",
        "slow",
        id,
        "--yes",
        "--protect=false",
        "--generate-code=false",
      ),
    );
    await succeed(stack.up());
    await finish();
  });
});
