import { explicitProvider } from "../stack/urn";
import { isAbsent, knownOrNot, workspaceOf } from "../stack/workspace";
import type { Identity } from "./plan";
import type { Resource } from "./preview";

/** The send ID that the program declares. */
export function wanted(resource: Resource | null | undefined): Identity {
  const inputs = resource?.inputs ?? {};
  const declared = (property: "campaignId" | "sendId") => {
    const value = knownOrNot(inputs[property]);
    const [source, ...others] = resource?.propertyDependencies?.[property] ?? [];
    return value.kind === "unknown" && source !== undefined && others.length === 0
      ? { ...value, from: source.name }
      : value;
  };
  return {
    campaignId: declared("campaignId"),
    sendId: isAbsent(inputs.sendId) ? { kind: "generated" } : declared("sendId"),
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
