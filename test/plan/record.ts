import { writeFile } from "node:fs/promises";
import { type Change, changes, faulty } from "./programs";
import { deploy } from "./real-preview";
import { expectation, formats, planFor, recorded, recording } from "./recordings";

/**
 * `ts-node -T test/plan/record.ts`: previews every change with the real engine, and writes what it printed and what the plan
 * shows. Review the difference before you commit it: the tests expect exactly this output.
 */
async function main(): Promise<void> {
  const stack = await deploy();
  try {
    await writeFile(recording("state"), withoutPlaces(await stack.state()));
    await writeFile(recording("failed"), withoutPlaces(await stack.preview(faulty)));
    for (const [change, program] of Object.entries(changes) as [Change, string][]) {
      await writeFile(recording(change), withoutPlaces(await stack.preview(program)));
      const plan = planFor(recorded(change));
      for (const [format, render] of Object.entries(formats) as [
        keyof typeof formats,
        typeof formats.terminal,
      ][]) {
        await writeFile(expectation(change, format), render(plan));
      }
    }
  } finally {
    await stack.remove();
  }
}

/** The output without source positions, which contain paths of the machine. */
function withoutPlaces(json: string): string {
  const places = new Set(["sourcePosition", "stackTrace"]);
  const kept = JSON.parse(json, (key, value) => (places.has(key) ? undefined : value));
  return `${JSON.stringify(kept, undefined, 2)}\n`;
}

void main();
