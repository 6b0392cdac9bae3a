import { realpathSync } from "node:fs";
import { mkdir, readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inSteps, type Steps } from "../steps";
import { executableIn, executableOnPath } from "./executables";
import { type Engine, findEngine } from "./find-engine";
import { goOnPath } from "./go";
import { buildLanguageHost, hostName, type Language } from "./language-hosts";
import { oneAtATime } from "./one-at-a-time";
import { inTemporaryFolder, versionFolder } from "./version-folder";
import { goVersion } from "./versions";

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
  const exists = () => (executableIn(bin, name) ?? executableOnPath(name)) !== undefined;
  if (exists()) return engine;
  if (engine.source === "path") {
    throw new Error(
      `${engine.pulumi} has no ${name}. Install Pulumi's distribution, which includes it: https://www.pulumi.com/docs/install/`,
    );
  }
  await inSteps("engine", (steps) =>
    oneAtATime(versionFolder(), steps, async () => {
      // Another run may have built it while this one waited.
      if (!exists()) await build(language, bin, steps);
    }),
  );
  return engine;
}

function build(language: Language, bin: string, steps: Steps): Promise<void> {
  return inTemporaryFolder(versionFolder(), async (temporary) => {
    const work = join(temporary, "work");
    const made = join(temporary, "bin");
    const go = goFor(language, work, steps);
    await mkdir(work);
    await steps.step(`building Pulumi's language host for ${language}, about 1 min, once per machine`, () =>
      buildLanguageHost(language, go.run, made),
    );
    // The host comes last: its presence means that everything it requires is present.
    const files = (await readdir(made)).sort((a, b) => b.length - a.length);
    for (const file of files) await rename(join(made, file), join(bin, file));
  });
}

function goFor(language: Language, work: string, steps: Steps) {
  try {
    return goOnPath(work, steps);
  } catch (error) {
    throw new Error(
      `Pulumi's language host for ${language} cannot be built: ${(error as Error).message}. Install Go ${goVersion} or newer, or Pulumi's distribution, which includes it: https://www.pulumi.com/docs/install/`,
    );
  }
}
