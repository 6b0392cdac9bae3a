import { sendIdArguments } from "./arguments";
import { unknownValue } from "./unknown";

/** One fault of one argument: `reason` says what is wrong and what to do. */
export interface Fault {
  property: string;
  reason: string;
}

/**
 * Every fault of the arguments, as far as they are known yet.
 *
 * @param given the arguments of the program; those still unknown hold Pulumi's marker.
 */
export function check(given: Record<string, unknown>): Fault[] {
  const faults = sendIdArguments.safeParse(given).error?.issues ?? [];
  return faults.flatMap(({ message: reason, path, ...issue }) =>
    (issue.code === "unrecognized_keys" ? issue.keys : [String(path[0])])
      .filter((property) => given[property] !== unknownValue)
      .map((property) => ({ property, reason })),
  );
}
