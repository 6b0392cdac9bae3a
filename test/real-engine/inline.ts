import { dirname } from "node:path";
import type { Client } from "@grpc/grpc-js";
import { runtime } from "@pulumi/pulumi";
import {
  LocalWorkspace,
  type PreviewOptions,
  PulumiCommand,
  type UpOptions,
} from "@pulumi/pulumi/automation";
import * as dynamic from "pulumi-braze";
import * as native from "pulumi-braze/native";
import { findEngine } from "../../tools/engine/find-engine";
import { createStack, type Import, imports, type Run, type Stack } from "./stack";

/** The classes of a program, by its import. */
const modules = { "pulumi-braze": dynamic, "pulumi-braze/native": native } as const;

/** Declares resources, and returns the stack's outputs. */
type Program = () => unknown;

/** A stack whose programs are functions: they run in the process of the test, and talk to the engine without a language host. */
export interface InlineStack extends Omit<Stack, "program" | "up" | "preview"> {
  /** Updates without a preview, so that only the requests of the update are counted. */
  up(program: Program, options?: UpOptions): Promise<Run>;
  preview(program: Program): Promise<Run>;
}

/**
 * Creates a stack by Pulumi's Automation API, for tests in which it does not matter how the program is started. Its programs
 * can use what the language host of this checkout is too old for, such as hooks.
 *
 * @see https://www.pulumi.com/docs/iac/automation-api/
 */
export async function createInlineStack(env: NodeJS.ProcessEnv): Promise<InlineStack> {
  const cli = await createStack({ program: "", env });
  const { pulumi } = await findEngine();
  // The Automation API adds the environment of this process, in which settings of a developer may be set.
  const ofThisProcess = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const environment = () => ({ ...ofThisProcess, ...cli.env }) as Record<string, string>;
  const stack = await LocalWorkspace.selectStack(
    { stackName: "dev", projectName: "test", program: async () => {} },
    {
      workDir: cli.folder,
      pulumiHome: `${cli.env.PULUMI_HOME}`,
      pulumiCommand: await PulumiCommand.get({ root: dirname(dirname(pulumi)) }),
      envVars: environment(),
    },
  );
  async function run(
    operate: (options: PreviewOptions & UpOptions) => Promise<unknown>,
    program: Program,
  ): Promise<Run> {
    // A test may have changed it.
    stack.workspace.envVars = environment();
    let output = "";
    const onOutput = (text: string) => {
      output += text;
    };
    let clients: unknown[] = [];
    try {
      await operate({
        program: async () => {
          clients = [runtime.getMonitor(), runtime.getEngine()];
          return program() as Record<string, unknown> | undefined;
        },
        onOutput,
        onError: onOutput,
        color: "never",
      });
      return { code: 0, output };
    } catch (error) {
      return { code: 1, output: output || (error as Error).message };
    } finally {
      // The SDK leaves them open. A later engine that gets the same port would then be unreachable for its program.
      for (const client of clients) (client as Client).close();
    }
  }
  return {
    ...cli,
    up: (program, options = {}) => run((inline) => stack.up({ ...inline, ...options }), program),
    preview: (program) => run((inline) => stack.preview(inline), program),
  };
}

/** A suite with inline programs whose promises are the same on both hosts. */
export function describeInlineOnEachHost(
  title: string,
  suite: (classes: (typeof modules)[Import], from: Import) => void,
) {
  for (const from of imports) describe(`${title}, by ${from}`, () => suite(modules[from], from));
}
