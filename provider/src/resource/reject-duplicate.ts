import {
  all,
  type CustomResourceOptions,
  type Input,
  mergeOptions,
  type Resource,
  RunError,
  runtime,
} from "@pulumi/pulumi";
import type { BrazeSendIdArgs } from "./braze-send-id-args";

/** The resource that declares each pair, by program. One process may run several programs in sequence. */
const claims = new WeakMap<Resource, Map<string, string>>();

/**
 * Rejects a second resource of the program with the same send ID: both would be created, and Braze may count both.
 * Plain values are compared immediately. Outputs are compared once they are known, before the resource is registered.
 *
 * @returns the options to register the resource with. The arguments stay as they are, so that a secret or unknown one
 * does not make another one secret or unknown.
 * @throws {RunError} naming both resources.
 */
export function rejectDuplicate(
  name: string,
  { campaignId, sendId, workspace }: BrazeSendIdArgs,
  opts: CustomResourceOptions | undefined,
): CustomResourceOptions | undefined {
  const program = runtime.getStackResource();
  // A generated send ID is never a duplicate. Unit tests with mocks have no stack and create nothing.
  if (program === undefined || sendId == null) return opts;
  const claimed = claims.get(program) ?? new Map<string, string>();
  claims.set(program, claimed);

  const claim = (...pair: (string | undefined)[]) => {
    if (pair[1] == null) return;
    const key = JSON.stringify(pair);
    const other = claimed.get(key);
    if (other !== undefined) throw declaredTwice(other, name);
    claimed.set(key, name);
  };
  const isPending = (value: Input<string | undefined> | undefined) => typeof value === "object";
  if (![campaignId, sendId, workspace].some(isPending)) {
    claim(campaignId as string, sendId as string, workspace as string | undefined);
    return opts;
  }
  const compared = all([campaignId, sendId, workspace]).apply((pair) => {
    claim(...pair);
    return [];
  });
  return mergeOptions(opts, { dependsOn: compared });
}

function declaredTwice(first: string, second: string): RunError {
  const error = new RunError(
    `"${first}" and "${second}" declare the same send ID for the same campaign. Braze may count it twice, so "${second}" ` +
      "is not created. Declare it once, and use its sendId wherever it is needed.",
  );
  // For an error in an output, the SDK prints the stack, too.
  error.stack = error.message;
  return error;
}
