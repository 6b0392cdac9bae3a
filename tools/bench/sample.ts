import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import { type ModuleKind, type ScriptTarget, transpileModule } from "typescript";
import { createStack, type Stack, succeed } from "../../test/real-engine/stack";
import { type Cost, measure } from "./measure";

/** The compared programs, by the names of their files. */
export const variants = ["pulumi-braze", "textbook", "floor"] as const;
export type Variant = (typeof variants)[number];

/**
 * How the program is run. The CLI writes the whole state after each step (a checkpoint). For a thousand resources of any
 * provider, this takes many minutes, and hides what each resource costs. One mode writes it once, at the end.
 */
export const modes = [
  "JavaScript",
  "JavaScript, no checkpoints",
  "ts-node, transpile-only",
  "ts-node, type check",
] as const;
export type Mode = (typeof modes)[number];

/** The operations on a stack, in order. `preview` precedes the creation. */
export const operations = ["preview", "create", "no-op", "replace"] as const;
export type Operation = (typeof operations)[number];

/** The measurements of one variant's stack. */
export interface Sample {
  costs: Record<Operation, Cost>;
  /** The size of one resource in the state file, in bytes. */
  stateBytes: number;
  providerCharacters: number;
}

const campaigns = ["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", "bbbbbbbb-cccc-dddd-eeee-ffffffffffff"] as const;

/** Runs all operations on a stack of `count` send IDs, with a separate emulator. */
export async function sample(variant: Variant, mode: Mode, count: number): Promise<Sample> {
  const emulator = await startEmulator({ dailyLimit: 1_000_000_000, keepRequests: 1 });
  const stack = await createStack({
    ...(await program(variant, mode)),
    env: {
      BRAZE_API_KEY: defaultApiKey,
      BRAZE_REST_ENDPOINT: emulator.url,
      BENCH_COUNT: String(count),
      BENCH_CAMPAIGN: campaigns[0],
      PULUMI_NODEJS_TRANSPILE_ONLY: String(mode === "ts-node, transpile-only"),
      ...(mode === "JavaScript, no checkpoints" && {
        PULUMI_EXPERIMENTAL: "true",
        PULUMI_SKIP_CHECKPOINTS: "true",
      }),
    },
  });
  try {
    await writeFile(join(stack.folder, "tsconfig.json"), JSON.stringify(tsconfig));
    const run = (...args: string[]) => measure(() => succeed(stack.run(...args)));
    const up = () => run("up", "--yes", "--skip-preview");
    const preview = await run("preview");
    const create = await up();
    const recorded = await recordedSize(stack, count);
    const noOp = await up();
    stack.env.BENCH_CAMPAIGN = campaigns[1];
    const replace = await up();
    const requests = variant === "floor" ? 0 : 2 * count;
    if (emulator.created.length !== requests)
      throw new Error(`${variant} created ${emulator.created.length} send IDs instead of ${requests}`);
    return { costs: { preview, create, "no-op": noOp, replace }, ...recorded };
  } finally {
    await stack.remove();
    await emulator.close();
  }
}

const tsconfig = {
  compilerOptions: { target: "es2022", module: "node16", strict: true, skipLibCheck: true, types: ["node"] },
};

/** All modes use the same source; JavaScript is its compiled form. */
async function program(variant: Variant, mode: Mode) {
  const source = await readFile(join(__dirname, "programs", `${variant}.ts`), "utf8");
  if (mode.startsWith("ts-node")) return { program: source, file: "index.ts" } as const;
  const compilerOptions = {
    target: 9 as ScriptTarget.ES2022,
    module: 1 as ModuleKind.CommonJS,
    esModuleInterop: true,
  };
  return { program: transpileModule(source, { compilerOptions }).outputText, file: "index.js" } as const;
}

async function recordedSize(stack: Stack, count: number) {
  const { output } = await succeed(stack.run("stack", "export"));
  const { resources } = (JSON.parse(output) as Exported).deployment;
  const ours = resources.filter(({ inputs }) => inputs?.__provider !== undefined);
  if (ours.length !== count) throw new Error(`${ours.length} resources are recorded instead of ${count}`);
  return {
    stateBytes: Math.round(JSON.stringify(ours).length / count),
    providerCharacters: ours[0]?.inputs?.__provider?.length ?? 0,
  };
}

interface Exported {
  deployment: { resources: { inputs?: { __provider?: string } }[] };
}
