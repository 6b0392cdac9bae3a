import type { SendIdState } from "./create";
import { parseId } from "./id";

/**
 * Returns the recorded send ID, because Braze offers no way to read one. A send ID without recorded outputs is read from its
 * id.
 *
 * @param recorded the outputs in the state on a refresh; empty for `BrazeSendId.get`.
 * @throws if `id` is not `<campaignId>/<sendId>`.
 */
export function read(id: string, recorded: Partial<SendIdState>): SendIdState {
  const pair = parseId(id);
  if (pair === undefined)
    throw new Error(`"${id}" is not the ID of a send ID resource. Use "<campaignId>/<sendId>".`);
  return { ...recorded, ...pair };
}
