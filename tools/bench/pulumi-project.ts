import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ModuleKind, type ScriptTarget, transpileModule } from "typescript";
import { createStack, succeed } from "../../test/real-engine/stack";
import type { Project, ProjectOptions } from "./sample";

/** The variants that run with Pulumi. */
export const pulumiVariants = ["textbook", "dynamic", "plugin", "yaml"] as const;
type PulumiVariant = (typeof pulumiVariants)[number];

/** Creates the Pulumi project of a variant, with its own file backend. */
export async function pulumiProject(
  variant: PulumiVariant,
  { count, endpoint, apiKey }: ProjectOptions,
): Promise<Project> {
  const stack = await createStack({
    ...(variant === "yaml" ? yaml(count) : await javaScript(variant)),
    env: { BRAZE_API_KEY: apiKey, BRAZE_REST_ENDPOINT: endpoint, BENCH_COUNT: String(count) },
  });
  return {
    preview: () => succeed(stack.run("preview")),
    update: () => succeed(stack.run("up", "--yes", "--skip-preview")),
    async recorded() {
      const { deployment } = JSON.parse((await stack.exported()).text) as {
        deployment: { resources: { type: string }[] };
      };
      return deployment.resources.filter(({ type }) => !type.startsWith("pulumi:"));
    },
    remove: () => stack.remove(),
  };
}

/** The compiled program, because Pulumi compiles TypeScript in every run, with any provider. */
async function javaScript(variant: PulumiVariant) {
  const source = await readFile(join(__dirname, "programs", `${variant}.ts`), "utf8");
  const compilerOptions = {
    target: 9 as ScriptTarget.ES2022,
    module: 1 as ModuleKind.CommonJS,
    esModuleInterop: true,
  };
  return { program: transpileModule(source, { compilerOptions }).outputText };
}

function yaml(count: number) {
  const campaignId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
  const resources = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `send-${index}`,
      { type: "braze:SendId", properties: { campaignId, sendId: `send-${index}` } },
    ]),
  );
  return { program: JSON.stringify({ resources }), file: "Main.yaml" } as const;
}
