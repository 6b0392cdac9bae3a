import { setImmediate as nextTurn } from "node:timers/promises";
import {
  all,
  type CustomResourceOptions,
  mergeOptions,
  type Output,
  type ProviderResource,
  type Resource,
  RunError,
  runtime,
} from "@pulumi/pulumi";
import { declaredTwice } from "../resources/send-id/declared-twice";
import { replacingArguments } from "../resources/send-id/replacing-arguments";
import type { BrazeSendIdArgs } from "./braze-send-id-args";

/** The resources that declare one send ID. */
interface Claim {
  names: string[];
  /** Set if there are several. */
  error?: RunError | undefined;
}

/** The claims of a program, by what they declare. One process may run several programs in sequence. */
const programs = new WeakMap<Resource, { claims: Map<string, Claim>; error?: RunError | undefined }>();

/** The settings of explicit providers, because two providers may be one connection. */
export const providerSettings = new WeakMap<ProviderResource, Output<string>>();

/**
 * Rejects the resources of a program that declare the same send ID: all would be created, and Braze may count each one.
 *
 * No send ID is registered before the synchronous part of the program has ended, so that the order of the declarations does
 * not matter. Outputs are compared once they are known. The arguments that a transformation or `ignoreChanges` decides are
 * known to the provider only, which compares them.
 *
 * @param type the type of the resource, by which its provider is found.
 * @returns the options to register the resource with. The arguments stay as they are, so that a secret or unknown one
 * does not make another one secret or unknown.
 * @throws {RunError} naming the resources.
 */
export function rejectDuplicates(
  name: string,
  type: string,
  { campaignId, sendId, workspace }: BrazeSendIdArgs,
  opts: CustomResourceOptions = {},
): CustomResourceOptions {
  const stack = runtime.getStackResource();
  // Unit tests with mocks have no stack, and nothing is created for a resource that is read by its ID.
  if (stack === undefined || opts.id !== undefined) return opts;
  const program = programs.get(stack) ?? { claims: new Map<string, Claim>() };
  programs.set(stack, program);

  function claim(values: unknown[]): Claim | undefined {
    // A generated send ID is never a duplicate.
    if (values[1] == null) return undefined;
    const key = JSON.stringify(values);
    const claim = program.claims.get(key) ?? { names: [] };
    program.claims.set(key, claim);
    const [first = name] = claim.names;
    if (claim.names.push(name) > 1) claim.error ??= withoutStack(new RunError(declaredTwice(first, name)));
    return claim;
  }
  const explicit = opts.provider ?? opts.parent?.getProvider(type);
  const values = [
    campaignId,
    sendId,
    workspace,
    explicit && (providerSettings.get(explicit) ?? explicit.urn),
  ];
  const isKnown = values.every((value) => typeof value !== "object" || value === null);
  let own: Claim | undefined;
  if (isKnown && !isChanged(stack, opts)) {
    own = claim(values);
    program.error ??= own?.error;
    if (own?.error !== undefined) throw own.error;
  }
  const registered = all(values).apply(async (known) => {
    if (!isKnown && !isChanged(stack, opts)) own = claim(known);
    await nextTurn();
    const error = program.error ?? own?.error;
    if (error !== undefined) throw error;
    return [];
  });
  return mergeOptions(opts, { dependsOn: registered });
}

/** Whether the engine may get other arguments than the constructor. */
function isChanged(
  stack: Resource,
  { parent = stack, transformations = [], transforms = [], ignoreChanges = [] }: CustomResourceOptions,
): boolean {
  const { __transformations: inherited = [] } = parent as { __transformations?: unknown[] };
  return (
    transformations.length + transforms.length + inherited.length > 0 ||
    ignoreChanges.some((name) => name === "*" || replacingArguments.some((argument) => argument === name))
  );
}

/** For an error in an output, the SDK prints the stack, too. */
function withoutStack(error: RunError): RunError {
  error.stack = error.message;
  return error;
}
