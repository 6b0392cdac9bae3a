import { unknownValue } from "../send-id/unknown";

/** A value of a preview or a state; unknown if it is computed during the update. */
export type KnownOrNot = { kind: "known"; value: string } | { kind: "unknown" };

/** The workspace of a send ID: a name, the default one, or the default one of an explicit provider. */
export type Workspace = KnownOrNot | { kind: "default" } | { kind: "provider"; value: string };

/** The workspace that a property names, or that of the explicit provider. */
export function workspaceOf(value: unknown, provider: string | undefined): Workspace {
  if (!isAbsent(value)) return knownOrNot(value);
  return provider === undefined ? { kind: "default" } : { kind: "provider", value: provider };
}

export const knownOrNot = (value: unknown): KnownOrNot =>
  typeof value === "string" && value !== unknownValue ? { kind: "known", value } : { kind: "unknown" };

export const isAbsent = (value: unknown) => value === undefined || value === null;
