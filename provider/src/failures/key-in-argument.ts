import { containsKey } from "../braze/redact";
import type { Configuration } from "../configuration/configuration";

/**
 * Creates what finds a configured API key, or most of one, in the text of an argument. The name of a configured workspace does
 * not count, even if a key resembles it.
 *
 * @returns a function of an argument's name and its text, which must be short: megabytes would take seconds and a gigabyte of
 *   memory.
 */
export function keyFinder({
  apiKeys,
  problems,
  workspaces,
}: Pick<Configuration, "apiKeys" | "problems" | "workspaces">) {
  const keys = apiKeys();
  return (argument: string, text: string): boolean =>
    keys.some((key) => containsKey(text, key)) &&
    (argument !== "workspace" || problems().length > 0 || !workspaces().includes(text));
}

/** The message about an argument that contains the API key. It shows no part of the argument. */
export const keyInArgumentMessage = (argument: string) =>
  `${argument} contains the API key, so the key is visible in the program and in previews.\n` +
  "Nothing was sent to Braze.\n" +
  `Fix ${argument}, and replace the key in Braze, because this one was exposed.`;
