import { isDeepStrictEqual } from "node:util";
import { type Configuration, notConfigured } from "../../configuration/configuration";
import { explainKeyInArguments } from "../../failures/key-in-argument";
import { escapeLines } from "../../text/escape";
import type { Properties } from "../definition";
import { unknownValue } from "../unknown";

/** One problem of a send ID's declaration. */
export interface Problem {
  /** The argument; empty for a setting. */
  property: string;
  /** What is wrong and what to do. It does not repeat the argument's value, which may be secret. */
  reason: string;
}

/**
 * A problem as a host reports it: without a property, because the engine prints the value of the property that is named. It
 * may be secret, or a key in an argument that does not exist, which the program did not mark as a secret. The provider cannot
 * know that, because secrets arrive as plain values.
 */
export const toFailure = ({ property, reason }: Problem) => ({
  property: "",
  reason: escapeLines(`${property} ${reason}`.trim()),
});

/**
 * Finds every problem of the arguments and the settings, as far as they are known yet. Missing settings are not a problem
 * before the create: a preview needs none.
 *
 * @param given the program's arguments. An argument that is not known yet has Pulumi's marker as its value.
 * @param recorded the arguments in the state; empty for a new send ID.
 */
export function check(
  given: Properties,
  recorded: Properties,
  configuration: Pick<Configuration, "apiKeys" | "workspaces" | "problems" | "providerName">,
): Problem[] {
  if (isUnchanged(given, recorded)) return [];
  const exposed = explainKeyInArguments(given, configuration);
  // Other problems may quote a part of it.
  if (exposed !== undefined) return [{ property: "", reason: exposed }];
  const { sendIdArguments } = require("./arguments") as typeof import("./arguments");
  const issues = sendIdArguments.safeParse(given).error?.issues ?? [];
  const settings = configuration.problems().map((reason) => ({ property: "", reason }));
  return issues
    .flatMap(({ message: reason, path, ...issue }) =>
      (issue.code === "unrecognized_keys" ? issue.keys : [String(path[0])]).map((property) => ({
        property,
        reason,
      })),
    )
    .concat(
      settings.length > 0 ? settings : workspaceProblem(given.workspace, recorded.workspace, configuration),
    )
    .filter(({ property }) => given[property] !== unknownValue);
}

/** An unchanged send ID stays valid, even if a later release has other rules. zod is not loaded for it. */
const isUnchanged = (given: Properties, recorded: Properties) =>
  recorded.campaignId !== undefined && isDeepStrictEqual(given, recorded);

/** Rejects an unknown name at preview. An existing send ID stays valid when its workspace is no longer configured. */
function workspaceProblem(
  given: unknown,
  recorded: unknown,
  { workspaces, providerName }: Pick<Configuration, "workspaces" | "providerName">,
): Problem[] {
  if (typeof given !== "string" || given.trim() === "" || given === recorded) return [];
  const known = workspaces();
  // If none is configured, the preview may run without the configuration that the update has.
  if (known.length === 0 || known.includes(given)) return [];
  return [{ property: "workspace", reason: notConfigured(known, providerName) }];
}
