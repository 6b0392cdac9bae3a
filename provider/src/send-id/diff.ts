import type { SendIdArguments } from "./arguments";

/**
 * The properties that make the change a replacement. A value still unknown in a preview counts as a change: the preview
 * then announces what the update may do, and the update itself compares the real value.
 *
 * @param recorded what the state holds: `sendId` is there even when Braze generated it.
 * @param wanted the arguments of the program.
 */
export function diff(recorded: SendIdArguments, wanted: SendIdArguments): (keyof SendIdArguments)[] {
  const replaces: (keyof SendIdArguments)[] = [];
  if (wanted.campaignId !== recorded.campaignId) replaces.push("campaignId");
  if (wanted.sendId !== undefined && wanted.sendId !== recorded.sendId) replaces.push("sendId");
  if (wanted.workspace !== recorded.workspace) replaces.push("workspace");
  return replaces;
}
