import type { SendIdArguments } from "./arguments";
import type { SendIdState } from "./create";
import { unknownValue } from "./unknown";

/** What a create would record, as far as it is known before the request: a preview sends none. */
export function preview({ campaignId, sendId, workspace, adopt }: SendIdArguments): SendIdState {
  return {
    campaignId,
    sendId: sendId ?? unknownValue,
    ...(workspace === undefined ? {} : { workspace }),
    ...(adopt === true ? {} : { createdAt: unknownValue }),
  };
}
