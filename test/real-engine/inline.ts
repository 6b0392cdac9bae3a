import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { LocalWorkspace, PulumiCommand, type UpOptions } from "@pulumi/pulumi/automation";
import * as dynamic from "pulumi-braze";
import * as native from "pulumi-braze/native";
import { dynamicSendIdType, pluginSendIdType } from "../../provider/src/send-id/resource-type";
import { findEngine } from "../../tools/engine/find-engine";
import { isolatedEnvironment } from "../../tools/isolated-environment";
import type { RecordedResource, Run } from "./stack";

const checkout = resolve(__dirname, "../..");

/** The class that a program declares send IDs with, by its import. */
export const classes = {
  "pulumi-braze": dynamic.BrazeSendId,
  "pulumi-braze/native": native.BrazeSendId,
} as const;
export type Import = keyof typeof classes;

/** What an update needs of a program: inline programs run in this process, and talk to the engine without a language host. */
type Program = () => void | Promise<void>;

/** A stack whose programs are functions. */
export interface InlineStack {
  up(program: Program, options?: UpOptions): Promise<Run>;
  preview(program: Program): Promise<Run>;
  /** The send IDs of the state. */
  exported(): Promise<RecordedResource[]>;
  /** What `pulumi stack export` prints. */
  state(): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Creates a stack by Pulumi's Automation API. Its programs can use what Pulumi's language host of this checkout is too old for,
 * such as hooks.
 *
 * @see https://www.pulumi.com/docs/iac/automation-api/
 */
export async function createInlineStack(env: Record<string, string>): Promise<InlineStack> {
  const { pulumi } = await findEngine();
  const home = await mkdtemp(join(tmpdir(), "pulumi-braze-"));
  const workDir = join(home, "program");
  await mkdir(workDir);
  await symlink(join(checkout, "node_modules"), join(workDir, "node_modules"));
  await symlink(join(checkout, "provider/bin"), join(home, "bin"));
  const { PULUMI_HOME: pulumiHome = "", ...envVars } = await isolatedEnvironment(home);
  // The type of the SDK lacks `plugins`, which the engine reads from the project's settings.
  const projectSettings = {
    name: "test",
    runtime: "nodejs" as const,
    plugins: { providers: [{ name: "braze", path: join(home, "bin") }] },
  };
  const stack = await LocalWorkspace.createStack(
    { stackName: "dev", projectName: "test", program: async () => {} },
    {
      workDir,
      pulumiHome,
      pulumiCommand: await PulumiCommand.get({ root: dirname(dirname(pulumi)) }),
      envVars: { ...(envVars as Record<string, string>), ...env },
      projectSettings,
    },
  );
  async function run(operation: (onOutput: (text: string) => void) => Promise<unknown>): Promise<Run> {
    let output = "";
    const onOutput = (text: string) => {
      output += text;
    };
    try {
      await operation(onOutput);
      return { code: 0, output };
    } catch (error) {
      return { code: 1, output: output || (error as Error).message };
    }
  }
  return {
    up: (program, options = {}) =>
      run((onOutput) =>
        stack.up({
          program: async () => program(),
          onOutput,
          onError: onOutput,
          color: "never",
          ...options,
        }),
      ),
    preview: (program) =>
      run((onOutput) =>
        stack.preview({ program: async () => program(), onOutput, onError: onOutput, color: "never" }),
      ),
    async exported() {
      const { deployment } = (await stack.exportStack()) as {
        deployment: { resources?: RecordedResource[] };
      };
      return (deployment.resources ?? []).filter(({ type }) =>
        [dynamicSendIdType, pluginSendIdType].includes(type),
      );
    },
    state: async () => JSON.stringify(await stack.exportStack()),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
