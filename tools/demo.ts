/**
 * `npm run demo`: runs the quickstart with a real engine and the emulator, in a temporary folder.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { styleText } from "node:util";
import { defaultApiKey } from "pulumi-braze/emulator";
import { inQuickstart, type Quickstart } from "./quickstart";
import { runScript } from "./steps";

const otherCampaignId = "5c1f3e0a-64a1-4a1e-9a52-3f6f7f0f2b11";

async function runSteps({ folder, env, emulator }: Quickstart, signal: AbortSignal) {
  /** Shows what the CLI prints, except where it only sets a value. */
  async function pulumi(...args: string[]) {
    const options = ["--non-interactive", `--color=${process.stdout.isTTY ? "always" : "never"}`];
    const output = args[0] === "config" ? "ignore" : "inherit";
    const cli = spawn("pulumi", [...args, ...options], {
      cwd: folder,
      env,
      stdio: ["ignore", output, output],
    });
    const [code] = await once(cli, "close");
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed with exit code ${code}.`);
  }

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

runScript("demo", async ({ signal }) => {
  await inQuickstart((quickstart) => runSteps(quickstart, signal));
  return ["\n  Done. The emulator is stopped, and everything the demo wrote is removed."];
});
