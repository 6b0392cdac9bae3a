import { delimiter, dirname, join } from "node:path";
import { inSteps, type Steps, say } from "../steps";
import { engineOnPath } from "./engine-on-path";
import { goBuild } from "./go-build";
import { officialDownload } from "./official-download";
import { oneAtATime } from "./one-at-a-time";
import { cliIn, isComplete, makeInPlace, versionFolder } from "./version-folder";
import { cliVersion, goVersion } from "./versions";

/** A Pulumi CLI that is ready to run a Node.js program. */
export interface Engine {
  /** The executable. */
  pulumi: string;
  version: string;
  /** Where it was found. After `download` or `build`, which run once per machine, it is `versions`. */
  source: "path" | "versions" | "download" | "build";
  /** Environment variables for the CLI. */
  env: { PATH: string; PULUMI_SKIP_UPDATE_CHECK: "true" };
}

/**
 * Finds the Pulumi CLI: on PATH, in Pulumi's own version folder, by Pulumi's official download, or by a build from its
 * published Go modules. The last two take minutes, say so on stderr, and leave their result in the version folder.
 *
 * @throws an error whose message says what was tried and what to install.
 */
export async function findEngine(): Promise<Engine> {
  const onPath = await engineOnPath();
  if ("pulumi" in onPath) return engine("path", onPath.pulumi, onPath.version);
  if (onPath.found) say("engine", onPath.problem);
  const folder = versionFolder();
  const source = isComplete(folder)
    ? "versions"
    : await inSteps("engine", (steps) =>
        oneAtATime(folder, steps, async () =>
          // Checked again: another run may have installed it in the meantime.
          isComplete(folder) ? "versions" : await install(folder, onPath.problem, steps),
        ),
      );
  return engine(source, cliIn(folder), cliVersion);
}

function engine(source: Engine["source"], pulumi: string, version: string): Engine {
  // The CLI prefers plugins on PATH to those in its own folder. This folder comes first, before an older installation.
  const PATH = [dirname(pulumi), process.env.PATH].filter(Boolean).join(delimiter);
  return { pulumi, version, source, env: { PATH, PULUMI_SKIP_UPDATE_CHECK: "true" } };
}

async function install(folder: string, onPath: string, steps: Steps): Promise<Engine["source"]> {
  const tried = [onPath, `version folder: no usable CLI in ${folder}`];
  steps.say(`getting the Pulumi CLI ${cliVersion} into ${folder}, once per machine`);
  let source: Engine["source"] = "download";
  await makeInPlace(folder, async (temporary) => {
    for (const [name, get] of [
      ["download", officialDownload],
      ["build", goBuild],
    ] as const) {
      const made = join(temporary, name);
      try {
        await get(made, steps);
        if (!isComplete(made)) throw new Error("it did not produce a usable CLI");
        source = name;
        return made;
      } catch (error) {
        steps.signal.throwIfAborted();
        tried.push(`${name}: ${(error as Error).message}`);
      }
    }
    throw new Error(
      `The Pulumi CLI was not found and could not be installed. Tried:
${tried.map((line) => `  - ${line.replaceAll("\n", "\n    ")}`).join("\n")}
Install one of these and run the same command again:
  - Pulumi's CLI: curl -fsSL https://get.pulumi.com | sh
  - Go ${goVersion} or newer, to build it from source`,
    );
  });
  return source;
}
