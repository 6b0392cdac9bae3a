import { unknownValue } from "../send-id/unknown";

/** A property in a preview or a state. It is unknown if it is computed during the update. */
export type PropertyValue = { kind: "known"; value: string } | { kind: "unknown" };

/**
 * The workspace of a send ID: a named one, the default one, or the default one of an explicit provider. Each explicit provider
 * configures its own named workspaces.
 */
export type WorkspaceReference =
  | { kind: "known"; value: string; provider?: string | undefined }
  | { kind: "unknown" }
  | { kind: "default" }
  | { kind: "provider"; value: string };

/** The workspace that the property `workspace` names, or the default one. */
export function workspaceOf(value: unknown, provider: string | undefined): WorkspaceReference {
  if (isAbsent(value)) {
    return provider === undefined ? { kind: "default" } : { kind: "provider", value: provider };
  }
  const workspace = propertyValue(value);
  return workspace.kind === "unknown" || provider === undefined ? workspace : { ...workspace, provider };
}

export const propertyValue = (value: unknown): PropertyValue =>
  typeof value === "string" && value !== unknownValue ? { kind: "known", value } : { kind: "unknown" };

export const isAbsent = (value: unknown) => value === undefined || value === null;
