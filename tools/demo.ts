/**
 * `npm run demo`: runs the quickstart with a real engine and the emulator, in a temporary folder.
 */
import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { styleText } from "node:util";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { type Engine, findEngine } from "./engine/find-engine";
import { isolatedEnvironment } from "./isolated-environment";

const checkout = resolve(__dirname, "..");
const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const otherCampaignId = "5c1f3e0a-64a1-4a1e-9a52-3f6f7f0f2b11";

async function demo() {
  const engine = await findEngine();
  const emulator = await startEmulator();
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-demo-"));
  try {
    const pulumi = await preparePulumi(engine, emulator, home);
    await runSteps(pulumi, emulator);
  } finally {
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  }
  say("Done. The emulator is stopped, and everything the demo wrote is removed.");
}

type Pulumi = (...args: string[]) => Promise<void>;

async function runSteps(pulumi: Pulumi, emulator: Emulator) {
  step(
    "The program",
    "examples/quickstart declares two send IDs: one with a name of your choice, and one that Braze generates.",
  );
  step("pulumi preview", "The preview that a reviewer sees. It needs no key and sends no request.");
  await pulumi("preview");
  await pulumi("config", "set", "--secret", "braze:apiKey", defaultApiKey);
  step("pulumi up", "One request for each send ID.");
  await pulumi("up", "--yes", "--skip-preview");
  const requests = emulator.requests.length;
  say(`The emulator received ${requests} requests and created ${emulator.created.length} send IDs:`);
  for (const { sendId, campaignId, generated } of emulator.created)
    console.log(`    ${color("green", sendId)}  ${generated ? "(generated) " : ""}of campaign ${campaignId}`);
  step("pulumi up, again", "Nothing has changed, so nothing is sent.");
  await pulumi("up", "--yes", "--skip-preview");
  say(`Requests since then: ${emulator.requests.length - requests}.`);
  step(
    "Another campaign",
    "A send ID belongs to its campaign, so the preview shows replacements and the reason.",
  );
  await pulumi("config", "set", "campaignId", otherCampaignId);
  await pulumi("preview");
  step(
    "pulumi destroy",
    "Braze cannot delete a send ID. Each one is removed from the state only, and a message says so.",
  );
  await pulumi("destroy", "--yes", "--skip-preview");
}

/** A copy of the quickstart with a stack on a file backend, and the function that runs the CLI there. */
async function preparePulumi(engine: Engine, emulator: Emulator, home: string): Promise<Pulumi> {
  const folder = join(home, "quickstart");
  await cp(join(checkout, "examples/quickstart"), folder, { recursive: true });
  await symlink(join(checkout, "node_modules"), join(folder, "node_modules"), "junction");
  const env = {
    ...(await isolatedEnvironment(home)),
    BRAZE_REST_ENDPOINT: emulator.url,
  };
  const run = (shown: boolean, ...args: string[]) =>
    new Promise<void>((done, fail) => {
      const child = spawn(
        engine.pulumi,
        [...args, "--non-interactive", `--color=${process.stdout.isTTY ? "always" : "never"}`],
        { cwd: folder, env, stdio: shown ? ["ignore", "inherit", "inherit"] : "ignore" },
      );
      child.on("error", fail);
      child.on("close", (code) =>
        code === 0 ? done() : fail(new Error(`pulumi ${args.join(" ")} failed with exit code ${code}.`)),
      );
    });
  await run(false, "stack", "init", "demo");
  await run(false, "config", "set", "campaignId", campaignId);
  return (...args) => run(args[0] !== "config", ...args);
}

function step(title: string, explanation: string) {
  console.log(`\n${color("cyan", `▸ ${title}`)}\n  ${explanation}\n`);
}

/** Only a terminal shows colors. */
function color(name: "green" | "cyan", text: string) {
  return process.stdout.isTTY ? styleText(name, text) : text;
}

function say(text: string) {
  console.log(`\n  ${text}`);
}

demo().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
