import { containsKey } from "../braze/redact";
import type { Configuration } from "../configuration/configuration";
import { maxShownLength } from "../text/escape";

/** How many characters of a text are searched at most. A longer one is not valid and not shown; megabytes would take seconds. */
export const maxSearchedLength = 1000;

/**
 * Says which argument contains a configured API key, or most of one, in its name or in its text. The name of a configured
 * workspace does not count, even if a key resembles it.
 *
 * @returns a message that shows no part of the key; undefined if no argument contains one.
 */
export function explainKeyInArguments(
  args: Readonly<Record<string, unknown>>,
  { apiKeys, problems, workspaces }: Pick<Configuration, "apiKeys" | "problems" | "workspaces">,
): string | undefined {
  const keys = apiKeys();
  const hasKey = (text: string) => keys.some((key) => containsKey(text, key));
  const isWorkspace = (text: string) => problems().length === 0 && workspaces().includes(text);
  for (const [argument, value] of Object.entries(args)) {
    // As much of a name as a message shows.
    if (hasKey(argument.slice(0, maxShownLength))) return message("The name of an argument");
    const texts = [value]
      .flat()
      .filter((text): text is string => typeof text === "string" && text.length <= maxSearchedLength);
    const isExposed = (text: string) => hasKey(text) && !(argument === "workspace" && isWorkspace(text));
    if (texts.some(isExposed)) return message(argument);
  }
  return undefined;
}

const message = (argument: string) =>
  `${argument} contains the API key, so the key is visible in the program and in previews.\n` +
  "Nothing was sent to Braze.\n" +
  `Fix ${argument}, and replace the key in Braze, because this one was exposed.`;
