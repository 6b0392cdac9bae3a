import type { Problem } from "./check";
import { unknownValue } from "./unknown";

/**
 * Finds resources that declare the same send ID: both would be created, and Braze may count both. It sees every language,
 * and every resource of one provider, for as long as the provider runs: one preview or one update.
 *
 * @returns a function that takes a resource's URN and arguments, and returns the problem, if there is one.
 */
export function findDuplicates() {
  const declared = new Map<string, string>();

  return (urn: string, { campaignId, sendId, workspace }: Record<string, unknown>): Problem[] => {
    if (sendId === undefined || [campaignId, sendId, workspace].includes(unknownValue)) return [];
    const key = JSON.stringify([campaignId, sendId, workspace]);
    const other = declared.get(key) ?? urn;
    declared.set(key, other);
    // The engine checks a resource again before it replaces it.
    if (other === urn) return [];
    const [first, second] = [nameOf(other), nameOf(urn)];
    return [
      {
        property: "",
        reason:
          `"${first === second ? other : first}" and "${second}" declare the same send ID for the same campaign. Braze may ` +
          `count it twice, so "${second}" is not created. Declare it once, and use its sendId wherever it is needed.`,
      },
    ];
  };
}

const nameOf = (urn: string) => urn.split("::").slice(3).join("::");
