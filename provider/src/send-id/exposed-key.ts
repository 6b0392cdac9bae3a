import { containsKey } from "../braze/redact";
import type { Configuration } from "../configuration/configuration";

/** The arguments whose values are text. */
export type TextArgument = "campaignId" | "sendId" | "workspace";

const textArguments: readonly TextArgument[] = ["campaignId", "sendId", "workspace"];

/**
 * The first argument that contains a configured API key, or most of one; undefined if none does. The name of a configured
 * workspace does not count, even if a key resembles it.
 */
export function findExposedKey(
  args: Readonly<Record<string, unknown>>,
  { apiKeys, problems, workspaces }: Pick<Configuration, "apiKeys" | "problems" | "workspaces">,
): TextArgument | undefined {
  const keys = apiKeys();
  return textArguments.find((argument) => {
    const value = args[argument];
    if (typeof value !== "string" || !keys.some((key) => containsKey(value, key))) return false;
    return argument !== "workspace" || problems().length > 0 || !workspaces().includes(value);
  });
}
