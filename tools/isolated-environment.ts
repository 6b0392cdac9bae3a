import { mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { executableIn } from "./engine/executables";
import { findEngine } from "./engine/find-engine";

/**
 * Environment variables that isolate a Pulumi CLI: its home and a file backend are in `home`, and settings of the user for
 * Pulumi or Braze are removed, because they could belong to a real stack.
 */
export async function isolatedEnvironment(home: string): Promise<NodeJS.ProcessEnv> {
  const engine = await findEngine();
  const state = join(home, "state");
  await mkdir(state, { recursive: true });
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(BRAZE|PULUMI)_/.test(name))),
    ...engine.env,
    // npm puts this checkout's commands on PATH, where Pulumi looks for a plugin first.
    PATH: engine.env.PATH.split(delimiter)
      .filter((folder) => executableIn(folder, "pulumi-resource-braze") === undefined)
      .join(delimiter),
    PULUMI_HOME: join(home, "pulumi-home"),
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    // The types are checked by the compiler.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  };
}
