/** Makes the pictures under `.github/pictures`, each for a light and a dark page. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { dataFlowSvg } from "./data-flow";
import { lifeCycleSvg } from "./life-cycle";
import { record } from "./record";
import { recordingSvg } from "./recording";
import { themes } from "./theme";

const folder = resolve(__dirname, "../../.github/pictures");

async function main() {
  const frames = await record([
    "pulumi preview --suppress-outputs",
    "pulumi up --yes --skip-preview",
    "pulumi up --yes --skip-preview --suppress-outputs",
  ]);
  mkdirSync(folder, { recursive: true });
  for (const [name, theme] of Object.entries(themes)) {
    const write = (picture: string, svg: string) =>
      writeFileSync(join(folder, `${picture}-${name}.svg`), svg);
    write(
      "first-send-ids",
      recordingSvg(frames, "pulumi up creates two send IDs; a second pulumi up changes nothing", theme),
    );
    write("data-flow", dataFlowSvg("How a send ID gets from the program to Braze and into the state", theme));
    write("life-cycle", lifeCycleSvg("Lifecycle of a send ID", theme));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
