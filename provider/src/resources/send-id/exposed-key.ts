import type { Configuration } from "../../configuration/configuration";
import { keyFinder } from "../../failures/key-in-argument";
import type { Properties } from "../definition";

/** The arguments whose values are text. */
export type TextArgument = "campaignId" | "sendId" | "workspace";

/**
 * How many characters an argument may have. Braze documents only the limit of a send ID. All campaign identifiers that are known
 * have 36.
 */
export const maxLengths: Readonly<Record<TextArgument, number>> = {
  campaignId: 256,
  sendId: 64,
  workspace: 256,
};

const textArguments = Object.keys(maxLengths) as TextArgument[];

/** The first argument that contains a configured API key; undefined if none does. A longer one than is valid is not searched. */
export function findExposedKey(
  args: Properties,
  configuration: Pick<Configuration, "apiKeys" | "problems" | "workspaces">,
): TextArgument | undefined {
  const hasKey = keyFinder(configuration);
  return textArguments.find((argument) => {
    const value = args[argument];
    return typeof value === "string" && value.length <= maxLengths[argument] && hasKey(argument, value);
  });
}
