import { containsKey } from "../../braze/redact";
import type { Configuration } from "../../configuration/configuration";
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

/**
 * The first argument that contains a configured API key, or most of one; undefined if none does. The name of a configured
 * workspace does not count, even if a key resembles it. A longer argument than is valid is not searched, because that would
 * take seconds and a gigabyte of memory for a few megabytes.
 */
export function findExposedKey(
  args: Properties,
  { apiKeys, problems, workspaces }: Pick<Configuration, "apiKeys" | "problems" | "workspaces">,
): TextArgument | undefined {
  const keys = apiKeys();
  return textArguments.find((argument) => {
    const value = args[argument];
    if (typeof value !== "string" || value.length > maxLengths[argument]) return false;
    if (!keys.some((key) => containsKey(value, key))) return false;
    return argument !== "workspace" || problems().length > 0 || !workspaces().includes(value);
  });
}
