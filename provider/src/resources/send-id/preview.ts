import type { Properties } from "../definition";
import { unknownValue } from "../unknown";
import type { SendIdArguments } from "./arguments";
import type { SendIdState } from "./outputs";
import { recordedArguments } from "./replacing-arguments";

/** What a create would record, as far as it is known before the request: a preview sends none. */
export function preview(args: Properties): SendIdState {
  const valid = args as SendIdArguments;
  return {
    ...recordedArguments({ ...valid, sendId: valid.sendId ?? unknownValue }),
    ...(valid.adopt === true ? {} : { createdAt: unknownValue }),
  };
}
