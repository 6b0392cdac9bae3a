import type { Properties } from "../definition";
import { nameOf } from "../engine-names";

/**
 * The notice that a send ID is removed from the state only. No request is sent.
 *
 * @param holder the resource that still has the same send ID, if one is known.
 */
export function removalNotice({ campaignId, sendId }: Properties, holder: string | undefined): string {
  const rest =
    holder === undefined
      ? "is removed from the state and remains in Braze"
      : `remains in Braze and in the state${nameOf(holder) && `, as "${nameOf(holder)}"`}`;
  return `Braze cannot delete a send ID: ${JSON.stringify(sendId)} of campaign ${campaignId} ${rest}.`;
}
