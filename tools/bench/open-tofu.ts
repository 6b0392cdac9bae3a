import { execFile } from "node:child_process";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { executableOnPath } from "../engine/executables";
import type { MakeProject } from "./variants";

/** OpenTofu with the generic REST provider, which share one folder: projects must be used one after the other. */
export interface OpenTofu {
  /** With the versions. */
  name: string;
  project: MakeProject;
}

/**
 * Prepares the OpenTofu on PATH, which takes the provider from a local mirror or from its registry.
 *
 * @param folder a folder that does not exist yet.
 * @returns `undefined` if OpenTofu or the provider is not available.
 */
export async function findOpenTofu(folder: string): Promise<OpenTofu | undefined> {
  const tofu = executableOnPath("tofu");
  if (tofu === undefined) return undefined;
  await mkdir(folder);
  await copyFile(join(__dirname, "programs/openTofu.tf"), join(folder, "main.tf"));

  // Without the user's settings for OpenTofu.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("TF_"));
  const run = async (args: string[], variables = {}) => {
    const env = { ...Object.fromEntries(inherited), ...variables };
    const { stdout } = await promisify(execFile)(tofu, args, { cwd: folder, env, maxBuffer: 2 ** 26 });
    return stdout;
  };
  const flags = ["-input=false", "-no-color"];
  try {
    await run(["init", ...flags]);
  } catch (error) {
    process.stderr.write(`OpenTofu is not measured: ${(error as Error).message}\n`);
    return undefined;
  }
  const { terraform_version: version, provider_selections: providers } = JSON.parse(
    await run(["version", "-json"]),
  ) as { terraform_version: string; provider_selections: Record<string, string> };

  return {
    name: `OpenTofu ${version} with Mastercard/restapi ${Object.values(providers).join()}`,
    async project({ count, endpoint, apiKey }) {
      const variables = {
        TF_VAR_send_ids: String(count),
        TF_VAR_endpoint: endpoint,
        TF_VAR_api_key: apiKey,
      };
      // Like Pulumi by default. A refresh would read every send ID, not find it, and create it again.
      const withoutRefresh = ["-refresh=false", ...flags];
      return {
        preview: () => run(["plan", ...withoutRefresh], variables),
        update: () => run(["apply", "-auto-approve", ...withoutRefresh], variables),
        async recorded() {
          const state = JSON.parse(await run(["state", "pull"])) as { resources: { instances: unknown[] }[] };
          return state.resources.flatMap(({ instances }) => instances);
        },
        remove: () => rm(join(folder, "terraform.tfstate"), { force: true }),
      };
    },
  };
}
