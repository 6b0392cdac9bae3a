import { unknownValue } from "../send-id/unknown";
import { explicitProvider } from "../stack/urn";
import type { Identity, Workspace } from "./plan";
import type { Resource } from "./preview";

/** The send ID that the program declares. */
export function wanted(resource: Resource | null | undefined): Identity {
  const inputs = resource?.inputs ?? {};
  return {
    campaignId: known(inputs.campaignId),
    sendId: isAbsent(inputs.sendId) ? { kind: "generated" } : known(inputs.sendId),
    workspace: workspaceOf(inputs.workspace, explicitProvider(resource?.provider)),
  };
}

/** The send ID that the stack records, including one that Braze generated. */
export function recorded(resource: Resource | null | undefined): Identity {
  const { campaignId, sendId, workspace } = resource?.outputs ?? {};
  return {
    campaignId: known(campaignId),
    sendId: known(sendId),
    workspace: workspaceOf(workspace, explicitProvider(resource?.provider)),
  };
}

/** The workspace that a property names, or the explicit provider that stands for one. */
export function workspaceOf(value: unknown, provider: string | undefined): Workspace {
  if (!isAbsent(value)) return known(value);
  return provider === undefined ? { kind: "default" } : { kind: "provider", value: provider };
}

function known(value: unknown): { kind: "known"; value: string } | { kind: "unknown" } {
  return typeof value === "string" && value !== unknownValue ? { kind: "known", value } : { kind: "unknown" };
}

const isAbsent = (value: unknown) => value === undefined || value === null;
