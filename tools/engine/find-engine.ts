import { existsSync, realpathSync } from "node:fs";
import { mkdir, readdir, rename } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { inSteps, type Steps, say } from "../steps";
import { buildEngine, buildLanguageHost, goOnPath, hostName, type Language } from "./build";
import { engineOnPath } from "./engine-on-path";
import { executableIn, executableOnPath } from "./executables";
import { officialDownload } from "./official-download";
import { changeVersionFolder, cliIn, isComplete, versionFolder } from "./version-folder";
import { cliVersion, goVersion } from "./versions";

/** A Pulumi CLI that is ready to run a Node.js program. */
export interface Engine {
  /** The executable. */
  pulumi: string;
  version: string;
  /** Where it was found. One that was downloaded or built is in the version folder. */
  source: "path" | "versions";
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
  const isDone = () => isComplete(folder);
  if (!isDone())
    await inSteps("engine", (steps) =>
      changeVersionFolder(steps, isDone, (temporary) => install(folder, temporary, onPath.problem, steps)),
    );
  return engine("versions", cliIn(folder), cliVersion);
}

function engine(source: Engine["source"], pulumi: string, version: string): Engine {
  // The CLI prefers plugins on PATH to those in its own folder. This folder comes first, before an older installation.
  const PATH = [dirname(pulumi), process.env.PATH].filter(Boolean).join(delimiter);
  return { pulumi, version, source, env: { PATH, PULUMI_SKIP_UPDATE_CHECK: "true" } };
}

async function install(folder: string, temporary: string, onPath: string, steps: Steps): Promise<void> {
  const tried = [onPath, `version folder: no usable CLI in ${folder}`];
  steps.say(`getting the Pulumi CLI ${cliVersion} into ${folder}, once per machine`);
  for (const [name, get] of Object.entries({ download: officialDownload, build: buildEngine })) {
    const made = join(temporary, name);
    try {
      await get(made, steps);
      if (!isComplete(made)) throw new Error("it did not produce a usable CLI");
    } catch (error) {
      steps.signal.throwIfAborted();
      tried.push(`${name}: ${(error as Error).message}`);
      continue;
    }
    // Moved in one step, so that the folder is complete or absent.
    if (existsSync(folder)) await rename(folder, join(temporary, "unusable"));
    return rename(made, folder);
  }
  throw new Error(
    `The Pulumi CLI was not found and could not be installed. Tried:
${tried.map((line) => `  - ${line.replaceAll("\n", "\n    ")}`).join("\n")}
Install one of these and run the same command again:
  - Pulumi's CLI: curl -fsSL https://get.pulumi.com | sh
  - Go ${goVersion} or newer, to build it from source`,
  );
}

const includedInDistribution =
  "Pulumi's distribution, which includes it: https://www.pulumi.com/docs/install/";

/**
 * Finds the Pulumi CLI and makes sure that it can run programs of `language`. Pulumi's distribution includes every
 * language host; for a CLI that was built from its Go modules, the host is built as well, which takes a minute once
 * per machine.
 *
 * @throws an error that says what to install.
 */
export async function ensureLanguageHost(language: Language): Promise<Engine> {
  const engine = await findEngine();
  const name = hostName(language);
  const bin = dirname(realpathSync(engine.pulumi));
  const isDone = () => (executableIn(bin, name) ?? executableOnPath(name)) !== undefined;
  if (isDone()) return engine;
  if (engine.source === "path")
    throw new Error(`${engine.pulumi} has no ${name}. Install ${includedInDistribution}`);
  await inSteps("engine", (steps) =>
    changeVersionFolder(steps, isDone, (temporary) => installLanguageHost(language, bin, temporary, steps)),
  );
  return engine;
}

async function installLanguageHost(
  language: Language,
  bin: string,
  temporary: string,
  steps: Steps,
): Promise<void> {
  const work = join(temporary, "work");
  const made = join(temporary, "bin");
  const go = goFor(language, work, steps);
  await mkdir(work);
  await steps.step(`building Pulumi's language host for ${language}, about 1 min, once per machine`, () =>
    buildLanguageHost(language, go, made),
  );
  // The host comes last: its presence means that everything it requires is present.
  const files = (await readdir(made)).sort((a, b) => b.length - a.length);
  for (const file of files) await rename(join(made, file), join(bin, file));
}

function goFor(language: Language, work: string, steps: Steps) {
  try {
    return goOnPath(work, steps).run;
  } catch (error) {
    throw new Error(
      `Pulumi's language host for ${language} cannot be built: ${(error as Error).message}. Install Go ${goVersion} or newer, or ${includedInDistribution}`,
    );
  }
}
