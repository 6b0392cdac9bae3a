import {
  all,
  CustomResource,
  type Inputs,
  type InvokeOptions,
  type InvokeOutputOptions,
  type Output,
  output,
  type Resource,
  RunError,
  runtime,
} from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { CallFunction } from "../functions/call";
import { warnAboutPlainKey } from "./warn-about-plain-key";

/** What calls functions, by program. One process may run several programs in sequence. */
const programs = new WeakMap<Resource | typeof noProgram, CallFunction>();
const noProgram = {};

/** Calls a function of the provider in this process, with the stack's configuration or the environment. */
export async function callInProgram<Result>(
  token: string,
  args: object,
  opts: InvokeOptions = {},
): Promise<Result> {
  rejectExplicitProvider(token, opts);
  if (isMocked()) return runtime.invoke(token, args as Inputs, opts);
  warnAboutPlainKey();
  // The engine waits for what a program does with the result.
  const done = runtime.rpcKeepAlive();
  try {
    return (await callOf(runtime.getStackResource() ?? noProgram)(token, withoutUndefined(args))) as Result;
  } catch (error) {
    throw asRunError(error);
  } finally {
    // What a program declares in an `apply` of the result is registered a few microtasks later.
    setImmediate(done);
  }
}

/** {@link callInProgram} for arguments that are outputs. A call whose arguments are not known yet is not made. */
export function callOutputInProgram<Result>(
  token: string,
  args: object,
  { dependsOn, ...opts }: InvokeOutputOptions = {},
): Output<Result> {
  rejectExplicitProvider(token, opts);
  if (isMocked()) return runtime.invokeOutput(token, args as Inputs, opts);
  const dependencies = output(dependsOn ?? []).apply((resources) =>
    all([resources].flat().map((one) => (CustomResource.isInstance(one) ? one.id : one.urn))),
  );
  return all([output(args), dependencies]).apply(([known]) =>
    callInProgram<Result>(token, known as object, opts),
  ) as Output<Result>;
}

/** Whether the program runs in a unit test, whose mocks respond to calls. */
const isMocked = () => runtime.getMonitor() instanceof MockMonitor;

/** @throws {RunError} because its settings are known to its plugin only. */
function rejectExplicitProvider(token: string, opts: InvokeOptions): void {
  const explicit = opts.provider ?? opts.parent?.getProvider(token);
  if (explicit !== undefined) {
    throw new RunError(
      'A function of "pulumi-braze" uses the configuration of the stack, not an explicit provider. Import it from ' +
        '"pulumi-braze/native" instead. No request was sent to Braze.',
    );
  }
}

function callOf(program: Resource | typeof noProgram): CallFunction {
  const known = programs.get(program);
  if (known !== undefined) return known;
  const { readConfiguration } =
    require("../configuration/configuration") as typeof import("../configuration/configuration");
  const { createCalls } = require("../functions/call") as typeof import("../functions/call");
  const call = createCalls(readConfiguration((key) => runtime.getConfig(key), process.env));
  programs.set(program, call);
  return call;
}

const withoutUndefined = (args: object) =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== null));

/** Pulumi prints the message of such an error alone, without a stack, and an error that many calls have only once. */
function asRunError(error: unknown): RunError {
  const known = runErrors.get(error as Error) ?? new RunError((error as Error).message);
  known.stack = known.message;
  runErrors.set(error as Error, known);
  return known;
}
const runErrors = new WeakMap<Error, RunError>();
