import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedResource } from "../real-engine/stack";

/** A state that a released version recorded. */
export interface Recorded {
  version: string;
  /** The program that made the state. */
  program: string;
  stateFile: string;
  /** Its send IDs, including those read by `.get`. */
  sendIds: RecordedResource[];
}

const folder = join(__dirname, "../recorded");

/** All recorded states, oldest first. */
export const recorded: Recorded[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: version }) => {
    const stateFile = join(folder, version, "state.json");
    const { deployment } = JSON.parse(readFileSync(stateFile, "utf8")) as {
      deployment: { resources: RecordedResource[] };
    };
    return {
      version,
      program: readFileSync(join(folder, version, "program.js"), "utf8"),
      stateFile,
      sendIds: deployment.resources.filter(({ type }) => type === "pulumi-nodejs:dynamic/braze:BrazeSendId"),
    };
  })
  .sort((a, b) => a.version.localeCompare(b.version, "en", { numeric: true }));
