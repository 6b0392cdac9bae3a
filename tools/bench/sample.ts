import { defaultApiKey, startEmulator } from "pulumi-braze/emulator";
import { type Cost, measure } from "./measure";

/** The alternatives that users have, and their names in the results. */
export const variants = {
  textbook: "textbook dynamic provider",
  dynamic: "pulumi-braze",
  plugin: "plugin, JavaScript",
  yaml: "plugin, YAML",
  openTofu: "OpenTofu, restapi",
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

/** A program that declares send IDs, and its stack. */
export interface Project {
  preview(): Promise<unknown>;
  /** Updates without a preview. */
  update(): Promise<unknown>;
  /** The send IDs in the state. */
  recorded(): Promise<unknown[]>;
  remove(): Promise<void>;
}

export interface ProjectOptions {
  /** Send IDs to declare. */
  count: number;
  endpoint: string;
  apiKey: string;
}

export type MakeProject = (options: ProjectOptions) => Promise<Project>;

/** Runs all operations on a stack of `count` send IDs, against a new emulator. */
export async function sample(makeProject: MakeProject, count: number): Promise<Sample> {
  const emulator = await startEmulator({ dailyLimit: count, keepRequests: 1 });
  const project = await makeProject({ count, endpoint: emulator.url, apiKey: defaultApiKey });
  try {
    const preview = await measure(project.preview);
    const create = await measure(project.update);
    const noOp = await measure(project.update);
    const recorded = await project.recorded();
    if (emulator.created.length !== count || recorded.length !== count)
      throw new Error(
        `${emulator.created.length} send IDs were created and ${recorded.length} are recorded instead of ${count}`,
      );
    return {
      costs: { preview, create, "no-op": noOp },
      stateBytes: JSON.stringify(recorded).length / count,
    };
  } finally {
    await project.remove();
    await emulator.close();
  }
}
