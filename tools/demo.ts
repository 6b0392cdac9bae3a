/**
 * `npm run demo`: the quickstart, run by a real engine against the emulator, in a temporary folder that is gone afterwards.
 */
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { styleText } from "node:util";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { type Engine, findEngine } from "./engine/find-engine";

const checkout = resolve(__dirname, "..");
const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const otherCampaignId = "5c1f3e0a-64a1-4a1e-9a52-3f6f7f0f2b11";

async function demo() {
  const engine = await findEngine();
  const emulator = await startEmulator();
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-demo-"));
  try {
    const pulumi = await preparePulumi(engine, emulator, home);
    await tellTheStory(pulumi, emulator);
  } finally {
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  }
  say("Done. The emulator is stopped, and everything the demo wrote is removed.");
}

type Pulumi = (...args: string[]) => Promise<void>;

async function tellTheStory(pulumi: Pulumi, emulator: Emulator) {
  step(
    "The program",
    "examples/quickstart declares two send IDs: one that Braze generates, one with a name of its own.",
  );
  step("pulumi preview", "Without a key and without a request: what a reviewer sees.");
  await pulumi("preview");
  await pulumi("config", "set", "--secret", "braze:apiKey", defaultApiKey);
  step("pulumi up", "One request for each send ID.");
  await pulumi("up", "--yes", "--skip-preview");
  const requests = emulator.requests.length;
  say(`The emulator saw ${requests} requests and created ${emulator.created.length} send IDs:`);
  for (const { sendId, campaignId, generated } of emulator.created) {
    console.log(
      `    ${colour("green", sendId)}  ${generated ? "(generated) " : ""}of campaign ${campaignId}`,
    );
  }
  step("pulumi up, again", "Nothing has changed, so nothing is sent.");
  await pulumi("up", "--yes", "--skip-preview");
  say(`Requests since: ${emulator.requests.length - requests}.`);
  step(
    "Another campaign",
    "A send ID belongs to its campaign, so the preview announces replacements, and the reason.",
  );
  await pulumi("config", "set", "campaignId", otherCampaignId);
  await pulumi("preview");
  step("pulumi destroy", "Braze cannot delete a send ID. Each is forgotten, and you are told.");
  await pulumi("destroy", "--yes", "--skip-preview");
}

/** A copy of the quickstart with a stack on a file backend, and the function that runs the CLI there. */
async function preparePulumi(engine: Engine, emulator: Emulator, home: string): Promise<Pulumi> {
  const folder = join(home, "quickstart");
  await cp(join(checkout, "examples/quickstart"), folder, { recursive: true });
  await symlink(join(checkout, "node_modules"), join(folder, "node_modules"), "junction");
  await mkdir(join(home, "state"));
  const env = {
    ...withoutBraze(process.env),
    ...engine.env,
    PULUMI_HOME: join(home, "pulumi-home"),
    PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "demo",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
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
        code === 0 ? done() : fail(new Error(`pulumi ${args.join(" ")} ended with exit code ${code}.`)),
      );
    });
  await run(false, "stack", "init", "demo");
  await run(false, "config", "set", "campaignId", campaignId);
  return (...args) => run(args[0] !== "config", ...args);
}

/** Whoever runs this may have a real Braze configured. */
function withoutBraze(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("BRAZE_")));
}

function step(title: string, explanation: string) {
  console.log(`\n${colour("cyan", `▸ ${title}`)}\n  ${explanation}\n`);
}

/** Colour is for terminals. */
function colour(name: "green" | "cyan", text: string) {
  return process.stdout.isTTY ? styleText(name, text) : text;
}

function say(text: string) {
  console.log(`\n  ${text}`);
}

demo().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
