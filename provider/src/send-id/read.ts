import type { SendIdState } from "./create";
import { parseId } from "./id";

/**
 * Braze cannot be asked about a send ID, so what is recorded stays; of one that is only referred to, its id tells.
 *
 * @param recorded what the state holds: on a refresh everything, behind `BrazeSendId.get` nothing.
 */
export function read(id: string, recorded: Partial<SendIdState>): SendIdState {
  const pair = parseId(id);
  if (pair === undefined)
    throw new Error(`"${id}" is not the id of a BrazeSendId: it is "<campaignId>/<sendId>".`);
  return { ...recorded, ...pair };
}
