import { explicitProvider } from "../stack/urn";
import { isAbsent, knownOrNot, workspaceOf } from "../stack/workspace";
import type { Identity } from "./plan";
import type { Resource } from "./preview";

/** The send ID that the program declares. */
export function wanted(resource: Resource | null | undefined): Identity {
  const inputs = resource?.inputs ?? {};
  return {
    campaignId: knownOrNot(inputs.campaignId),
    sendId: isAbsent(inputs.sendId) ? { kind: "generated" } : knownOrNot(inputs.sendId),
    workspace: workspaceOf(inputs.workspace, explicitProvider(resource?.provider)),
  };
}

/** The send ID that the stack records, including one that Braze generated. */
export function recorded(resource: Resource | null | undefined): Identity {
  const { campaignId, sendId, workspace } = resource?.outputs ?? {};
  return {
    campaignId: knownOrNot(campaignId),
    sendId: knownOrNot(sendId),
    workspace: workspaceOf(workspace, explicitProvider(resource?.provider)),
  };
}
