import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { dynamicSendIdType, pluginSendIdType } from "../../provider/src/resources/send-id/resource-type";
import type { RecordedResource } from "../real-engine/stack";

/** A state that a released version recorded. */
export interface Recorded {
  /** With `/native` for a state of the plugin. */
  version: string;
  /** The program that made the state. */
  program: string;
  stateFile: string;
  /** Its send IDs, including those read by `.get`. */
  sendIds: RecordedResource[];
}

const folder = join(__dirname, "../recorded");

/** All recorded states, oldest first. Those of the plugin are in the folder `native` of their version. */
export const recorded: Recorded[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => basename(name) === "state.json")
  .map((name) => {
    const stateFile = join(folder, name);
    const { deployment } = JSON.parse(readFileSync(stateFile, "utf8")) as {
      deployment: { resources: RecordedResource[] };
    };
    return {
      version: dirname(name).replaceAll("\\", "/"),
      program: readFileSync(join(dirname(stateFile), "program.js"), "utf8"),
      stateFile,
      sendIds: deployment.resources.filter(({ type }) =>
        [dynamicSendIdType, pluginSendIdType].includes(type),
      ),
    };
  })
  .sort((a, b) => a.version.localeCompare(b.version, "en", { numeric: true }));
