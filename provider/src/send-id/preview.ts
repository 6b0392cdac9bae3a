import type { SendIdArguments } from "./arguments";
import type { SendIdState } from "./create";
import { recordedArguments } from "./replacing-arguments";
import { unknownValue } from "./unknown";

/** What a create would record, as far as it is known before the request: a preview sends none. */
export function preview(args: SendIdArguments): SendIdState {
  return {
    ...recordedArguments({ ...args, sendId: args.sendId ?? unknownValue }),
    ...(args.adopt === true ? {} : { createdAt: unknownValue }),
  };
}
