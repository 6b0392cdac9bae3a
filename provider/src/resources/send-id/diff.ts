import type { Properties } from "../definition";
import { replacingArguments } from "./replacing-arguments";

/**
 * The changed arguments that require a replacement. A value that is unknown in a preview counts as a change: the preview
 * shows what the update may do, and the update compares the actual value.
 *
 * @param recorded the outputs in the state, which include a generated `sendId`.
 * @param given the program's arguments.
 */
export function diff(recorded: Properties, given: Properties): string[] {
  // Without sendId, the program accepts the one that Braze generated.
  return replacingArguments.filter(
    (name) => given[name] !== recorded[name] && !(name === "sendId" && given.sendId === undefined),
  );
}
