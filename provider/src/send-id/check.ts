import { isDeepStrictEqual } from "node:util";
import { type Configuration, ConfigurationError, unknownWorkspace } from "../configuration/configuration";
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
 * @param recorded the arguments in the state; empty for a send ID that is to be created.
 */
export function check(
  given: Record<string, unknown>,
  recorded: Record<string, unknown>,
  configuration: Pick<Configuration, "workspaces">,
): Fault[] {
  // What was valid when it was created stays so, whatever a later release thinks of it; and zod need not be loaded for it.
  if (recorded.campaignId !== undefined && isDeepStrictEqual(given, recorded)) return [];
  const { sendIdArguments } = require("./arguments") as typeof import("./arguments");
  const faults = sendIdArguments.safeParse(given).error?.issues ?? [];
  return faults
    .flatMap(({ message: reason, path, ...issue }) =>
      (issue.code === "unrecognized_keys" ? issue.keys : [String(path[0])]).map((property) => ({
        property,
        reason,
      })),
    )
    .concat(workspaceFault(given.workspace, recorded.workspace, configuration))
    .filter(({ property }) => given[property] !== unknownValue);
}

/** A name that is wrong shows at preview. A send ID that exists stays valid when its workspace is no longer configured. */
function workspaceFault(
  given: unknown,
  recorded: unknown,
  { workspaces }: Pick<Configuration, "workspaces">,
): Fault[] {
  if (typeof given !== "string" || given.trim() === "" || given === recorded) return [];
  try {
    const known = workspaces();
    // Where none is configured, the preview may run without the configuration that the update will have.
    if (known.length === 0 || known.includes(given)) return [];
    return [{ property: "workspace", reason: unknownWorkspace(given, known) }];
  } catch (error) {
    if (error instanceof ConfigurationError) return [{ property: "workspace", reason: error.message }];
    throw error;
  }
}
