import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { createStack, type StackOptions, succeed, yamlSendIds } from "../../test/real-engine/stack";

/** The alternatives that users have and the floor of a plugin, by their names in the table. */
export const variants = {
  textbook: "textbook dynamic provider",
  dynamic: "pulumi-braze",
  plugin: "plugin, JavaScript",
  yaml: "plugin, YAML",
  floor: "plugin that only responds, YAML",
  openTofu: "OpenTofu, restapi",
} as const;
export type Variant = keyof typeof variants;

/** A program that declares send IDs, and its stack. */
export interface Project {
  preview(): Promise<unknown>;
  /** Updates without a preview. */
  update(): Promise<unknown>;
  /** The send IDs in the state. */
  recorded(): Promise<unknown[]>;
  remove(): Promise<void>;
}

/** Makes a project that declares `count` send IDs. */
export type MakeProject = (options: { count: number; endpoint: string; apiKey: string }) => Promise<Project>;

/** The variants that run with Pulumi. */
export const pulumiProjects = {
  textbook: project(async () => {
    const source = await readFile(join(__dirname, "programs/textbook.ts"), "utf8");
    const compilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    };
    // Compiled, because Pulumi compiles TypeScript in every run, with any provider.
    return { program: ts.transpileModule(source, { compilerOptions }).outputText };
  }),
  dynamic: project(async () => ({ program: javaScript })),
  plugin: project(async () => ({ program: javaScript, from: "pulumi-braze/native" })),
  yaml: project(async (count) => yaml(count)),
  floor: project(async (count) => ({ ...yaml(count), plugin: join(__dirname, "programs/floor") })),
};

const campaignId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

const javaScript = `
const { BrazeSendId } = require("pulumi-braze");
for (let index = 0; index < Number(process.env.BENCH_COUNT); index++) {
  new BrazeSendId(\`send-\${index}\`, { campaignId: "${campaignId}", sendId: \`send-\${index}\` });
}`;

function yaml(count: number) {
  const names = Array.from({ length: count }, (_, index) => `send-${index}`);
  const declared = Object.fromEntries(names.map((name) => [name, { campaignId, sendId: name }]));
  return { program: yamlSendIds(declared), file: "Main.yaml" } as const;
}

/** A Pulumi project with its own file backend. */
function project(optionsFor: (count: number) => Promise<StackOptions>): MakeProject {
  return async ({ count, endpoint, apiKey }) => {
    const stack = await createStack({
      ...(await optionsFor(count)),
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
  };
}
