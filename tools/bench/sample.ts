import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import { type ModuleKind, type ScriptTarget, transpileModule } from "typescript";
import { createStack, type Stack, succeed } from "../../test/real-engine/stack";
import { type Cost, measure } from "./measure";

/** The alternatives that users have, and their names in the results. */
export const variants = {
  textbook: "textbook dynamic provider",
  dynamic: "pulumi-braze",
  plugin: "plugin, JavaScript",
  yaml: "plugin, YAML",
} as const;
export type Variant = keyof typeof variants;

/** The operations on a stack, in this order. `preview` precedes the creation. */
export const operations = ["preview", "create", "no-op"] as const;
export type Operation = (typeof operations)[number];

/** The stack of one variant, through all operations. */
export interface Sample {
  costs: Record<Operation, Cost>;
  /** Size of one send ID in the state, in bytes. */
  stateBytes: number;
}

/** Runs all operations on a stack of `count` send IDs, against a new emulator. */
export async function sample(variant: Variant, count: number): Promise<Sample> {
  const emulator = await startEmulator({ dailyLimit: count, keepRequests: 1 });
  const stack = await createStack({
    ...(variant === "yaml" ? yaml(count) : await javaScript(variant)),
    env: {
      BRAZE_API_KEY: defaultApiKey,
      BRAZE_REST_ENDPOINT: emulator.url,
      BENCH_COUNT: String(count),
    },
  });
  try {
    const run = (...args: string[]) => measure(() => succeed(stack.run(...args)));
    const up = () => run("up", "--yes", "--skip-preview");
    const preview = await run("preview");
    const create = await up();
    const noOp = await up();
    if (emulator.created.length !== count)
      throw new Error(`${variant} created ${emulator.created.length} send IDs instead of ${count}`);
    return { costs: { preview, create, "no-op": noOp }, stateBytes: await recordedBytes(stack, count) };
  } finally {
    await stack.remove();
    await emulator.close();
  }
}

/** The compiled program, because Pulumi compiles TypeScript in every run, with any provider. */
async function javaScript(variant: Variant) {
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

async function recordedBytes(stack: Stack, count: number): Promise<number> {
  const { deployment } = JSON.parse((await stack.exported()).text) as {
    deployment: { resources: { type: string }[] };
  };
  const sendIds = deployment.resources.filter(({ type }) => !type.startsWith("pulumi:"));
  if (sendIds.length !== count)
    throw new Error(`${sendIds.length} send IDs are recorded instead of ${count}`);
  return JSON.stringify(sendIds).length / count;
}
