import type { Properties } from "../definition";
import { nameOf } from "../engine-names";
import type { Problem } from "./check";
import { declaredAgain, declaredTwice, recordedTwice } from "./declared-twice";
import type { Ledger } from "./ledger";

/**
 * Finds resources that declare the same send ID: both would be created, and Braze may count both. It sees every language,
 * and every resource of one provider, for as long as the provider runs: one preview or one update.
 *
 * @returns a function that takes a resource's URN and arguments, and returns the problem, if there is one.
 */
export function findDuplicates(ledger: Ledger) {
  const keys = new Map<string, string>();
  const declared = new Map<string, Set<string>>();

  return (urn: string, args: Properties): Problem[] => {
    const key = ledger.keyOf(args);
    // The engine checks a resource again before it replaces it.
    declared.get(keys.get(urn) ?? "")?.delete(urn);
    if (key === undefined) return [];
    keys.set(urn, key);
    const declaring = declared.get(key) ?? new Set();
    declared.set(key, declaring.add(urn));
    const recorded = ledger.recordedBy(key);
    // What another resource has recorded, but does not declare, can be adopted.
    const other = [...declaring, ...(args.adopt === true ? [] : recorded)].find((other) => other !== urn);
    if (other === undefined) return [];
    return [{ property: "", reason: messageFor(other, urn, recorded, ledger.requested.has(key)) }];
  };
}

function messageFor(other: string, urn: string, recorded: ReadonlySet<string>, isRequested: boolean): string {
  const second = nameOf(urn);
  const first = nameOf(other) === second ? other : nameOf(other);
  const [firstIsRecorded, secondIsRecorded] = [recorded.has(other), recorded.has(urn)];
  if (firstIsRecorded && secondIsRecorded) return recordedTwice(first, second);
  if (firstIsRecorded) return declaredAgain(first, second);
  if (secondIsRecorded) return declaredAgain(second, first, isRequested);
  return declaredTwice(first, second, `"${second}" is not created`);
}
