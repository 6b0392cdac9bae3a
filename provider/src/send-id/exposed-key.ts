import { containsKey } from "../braze/redact";
import type { Configuration } from "../configuration/configuration";

/** The arguments whose values are text. */
export type TextArgument = "campaignId" | "sendId" | "workspace";

const textArguments: readonly TextArgument[] = ["campaignId", "sendId", "workspace"];

/** The first argument that contains a configured API key, or most of one; undefined if none does. */
export function findExposedKey(
  args: Readonly<Record<string, unknown>>,
  { apiKeys }: Pick<Configuration, "apiKeys">,
): TextArgument | undefined {
  const keys = apiKeys();
  return textArguments.find((argument) => {
    const value = args[argument];
    return typeof value === "string" && keys.some((key) => containsKey(value, key));
  });
}
