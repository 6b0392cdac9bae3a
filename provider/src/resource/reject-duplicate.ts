import { all, type Input, type Resource, RunError, runtime } from "@pulumi/pulumi";
import type { BrazeSendIdArgs } from "./braze-send-id-args";

/** The names under which a program has declared each pair so far; a process may run several programs, one after another. */
const claims = new WeakMap<Resource, Map<string, string>>();

/**
 * Sees to it that no other resource of the program declares the same send ID: both would create it, and Braze may count
 * it twice. What is known at once is compared at once; what is an output is compared when it is known, and the resource
 * waits for that.
 *
 * @returns the arguments to register the resource with.
 * @throws {RunError} naming both resources.
 */
export function rejectDuplicate(name: string, args: BrazeSendIdArgs): BrazeSendIdArgs {
  const program = runtime.getStackResource();
  // Without an own send ID Braze generates one, and without a stack (in unit tests with mocks) nothing is created.
  if (program === undefined || args.sendId === undefined) return args;
  const claimed = claims.get(program) ?? new Map<string, string>();
  claims.set(program, claimed);

  const { campaignId, sendId, workspace } = args;
  const claim = (...pair: (string | undefined)[]) => {
    if (pair[1] === undefined) return;
    const key = JSON.stringify(pair);
    const other = claimed.get(key);
    if (other !== undefined) throw declaredTwice(other, name, pair);
    claimed.set(key, name);
  };
  const late = (value: Input<string> | undefined) => typeof value === "object";
  if (!late(campaignId) && !late(sendId) && !late(workspace)) {
    claim(campaignId as string, sendId as string, workspace as string | undefined);
    return args;
  }
  const checked = all([campaignId, sendId, workspace]).apply((pair) => {
    claim(...pair);
    return pair;
  });
  // One argument that is late anyway waits for the comparison, and so the resource does.
  if (late(sendId)) return { ...args, sendId: checked.apply((pair) => pair[1]) as Input<string> };
  if (late(campaignId)) return { ...args, campaignId: checked.apply((pair) => pair[0]) };
  return { ...args, workspace: checked.apply((pair) => pair[2]) as Input<string> };
}

function declaredTwice(
  first: string,
  second: string,
  [campaignId, sendId]: (string | undefined)[],
): RunError {
  const error = new RunError(
    `"${first}" and "${second}" declare the same send ID: ${JSON.stringify(sendId)} for campaign ${campaignId}. ` +
      `Braze may count it twice, so "${second}" is not created. Declare it once, and use its sendId wherever it is needed.`,
  );
  // From an output the SDK prints the stack, too, and the message says it all.
  error.stack = error.message;
  return error;
}
