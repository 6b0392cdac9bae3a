import type { SendIdArguments } from "./arguments";

/**
 * The changed properties that require a replacement. A value that is unknown in a preview counts as a change: the preview
 * shows what the update may do, and the update compares the actual value.
 *
 * @param recorded the outputs in the state, which include a generated `sendId`.
 * @param wanted the program's arguments.
 */
export function diff(recorded: SendIdArguments, wanted: SendIdArguments): (keyof SendIdArguments)[] {
  const replaces: (keyof SendIdArguments)[] = [];
  if (wanted.campaignId !== recorded.campaignId) replaces.push("campaignId");
  if (wanted.sendId !== undefined && wanted.sendId !== recorded.sendId) replaces.push("sendId");
  if (wanted.workspace !== recorded.workspace) replaces.push("workspace");
  return replaces;
}
