import { unknownValue } from "../send-id/unknown";
import type { Identity, Workspace } from "./plan";
import type { Resource } from "./preview";

/** What the program asks for. */
export function wanted(resource: Resource | null | undefined): Identity {
  const inputs = resource?.inputs ?? {};
  return {
    campaignId: known(inputs.campaignId),
    sendId: isAbsent(inputs.sendId) ? { kind: "generated" } : known(inputs.sendId),
    workspace: workspaceOf(inputs.workspace),
  };
}

/** What the stack records, the send ID that Braze generated included. */
export function recorded(resource: Resource | null | undefined): Identity {
  const { campaignId, sendId, workspace } = resource?.outputs ?? {};
  return { campaignId: known(campaignId), sendId: known(sendId), workspace: workspaceOf(workspace) };
}

/** The workspace that a property names. */
export function workspaceOf(value: unknown): Workspace {
  return isAbsent(value) ? { kind: "default" } : known(value);
}

function known(value: unknown): { kind: "known"; value: string } | { kind: "unknown" } {
  return typeof value === "string" && value !== unknownValue ? { kind: "known", value } : { kind: "unknown" };
}

const isAbsent = (value: unknown) => value === undefined || value === null;
