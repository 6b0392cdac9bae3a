import { isAbsent, propertyValue, workspaceOf } from "../stack/property-values";
import { explicitProvider } from "../stack/urn";
import type { Identity } from "./plan-schema";
import type { Resource } from "./read-preview";

/** The send ID that the program declares. */
export function declaredIdentity(resource: Resource | null | undefined): Identity {
  const inputs = resource?.inputs ?? {};
  const declared = (property: "campaignId" | "sendId") => {
    const value = propertyValue(inputs[property]);
    const [source, ...others] = resource?.propertyDependencies?.[property] ?? [];
    return value.kind === "unknown" && !value.secret && source !== undefined && others.length === 0
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
export function recordedIdentity(resource: Resource | null | undefined): Identity {
  const { campaignId, sendId, workspace } = resource?.outputs ?? {};
  return {
    campaignId: propertyValue(campaignId),
    sendId: propertyValue(sendId),
    workspace: workspaceOf(workspace, explicitProvider(resource?.provider)),
  };
}
