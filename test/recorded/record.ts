/**
 * Records a program with a send ID of each kind, and its state from a real run, in a folder named by the version, and for the
 * plugin in its folder `native`. Run it once when a version is released: `ts-node -T test/recorded/record.ts`. What is recorded
 * never changes.
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import { version } from "pulumi-braze/package.json";
import { createStack, succeed } from "../real-engine/stack";
import { campaignId, everyKind, otherCampaignId, workspaceKeys } from "./program";

async function record(program: string): Promise<string> {
  const emulator = await startEmulator({
    workspaces: [{ apiKeys: [defaultApiKey] }, { name: "outdoor", apiKeys: [workspaceKeys.outdoor] }],
  });
  const stack = await createStack({
    program: program.replace(otherCampaignId, campaignId),
    env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url },
  });
  try {
    const outdoor = { apiKey: workspaceKeys.outdoor, endpoint: emulator.url };
    await succeed(stack.run("config", "set", "--secret", "braze:workspaces", JSON.stringify({ outdoor })));
    await succeed(stack.up());
    await stack.program(program);
    await succeed(stack.up());
    return (await stack.exported()).text;
  } finally {
    await stack.remove();
    await emulator.close();
  }
}

/** Removes source positions, which contain paths of this machine. */
const withoutPlaces = (text: string) =>
  JSON.stringify(
    JSON.parse(text, (key, value) => (["sourcePosition", "stackTrace"].includes(key) ? undefined : value)),
    null,
    2,
  );

async function main() {
  for (const [folder, from] of [
    [join(__dirname, version), "pulumi-braze"],
    [join(__dirname, version, "native"), "pulumi-braze/native"],
  ] as const) {
    if (existsSync(join(folder, "state.json"))) continue;
    const program = everyKind(otherCampaignId).replace('"pulumi-braze"', `"${from}"`);
    const state = withoutPlaces(await record(program));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "program.js"), program);
    await writeFile(join(folder, "state.json"), `${state}\n`);
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
