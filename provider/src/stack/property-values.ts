import { z } from "zod";
import { sendIdArguments } from "../resources/send-id/arguments";
import { sendIdOutputs } from "../resources/send-id/outputs";
import { unknownValue } from "../resources/unknown";
import { parseJson } from "../text/parse-json";

/** A property in a preview or a state. It is unknown if it is computed during the update, or secret and not shown. */
export type PropertyValue = { kind: "known"; value: string } | { kind: "unknown"; secret?: true | undefined };

/**
 * The workspace of a send ID: a named one, the default one, or the default one of an explicit provider. Each explicit provider
 * configures its own named workspaces.
 */
export type WorkspaceReference =
  | { kind: "known"; value: string; provider?: string | undefined }
  | { kind: "unknown"; secret?: true | undefined }
  | { kind: "default" }
  | { kind: "provider"; value: string };

/** Represents a secret that the output of a Pulumi command does not show. */
export const hidden = Symbol("hidden");

/** How Pulumi marks an object that contains a secret. */
const secretMarker = ["4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"] as const;

/**
 * The value of a property that may be secret. An export has it encrypted or, with `--show-secrets`, as JSON text. A preview has
 * `[secret]` instead, with every option.
 */
export function plainValue(value: unknown): unknown {
  if (value === "[secret]") return hidden;
  if (typeof value !== "object" || value === null) return value;
  const { [secretMarker[0]]: marker, plaintext } = value as Record<string, unknown>;
  if (marker !== secretMarker[1]) return value;
  const shown = typeof plaintext === "string" ? parseJson(plaintext) : undefined;
  return shown === undefined ? hidden : shown;
}

const names = [...sendIdArguments.keyof().options, ...sendIdOutputs.keyof().options];

const property = z.unknown().transform(plainValue);

/** The arguments and outputs of a send ID. Others are dropped: Pulumi's documents also contain the source of providers. */
export const sendIdProperties = z
  .object(
    Object.fromEntries(names.map((name) => [name, property])) as Record<
      (typeof names)[number],
      typeof property
    >,
  )
  .partial();

export type SendIdProperties = z.output<typeof sendIdProperties>;

/** The workspace that the property `workspace` names, or the default one. */
export function workspaceOf(value: unknown, provider: string | undefined): WorkspaceReference {
  if (isAbsent(value))
    return provider === undefined ? { kind: "default" } : { kind: "provider", value: provider };
  const workspace = propertyValue(value);
  return workspace.kind === "unknown" || provider === undefined ? workspace : { ...workspace, provider };
}

export function propertyValue(value: unknown): PropertyValue {
  if (value === hidden) return { kind: "unknown", secret: true };
  return typeof value === "string" && value !== unknownValue ? { kind: "known", value } : { kind: "unknown" };
}

export const isAbsent = (value: unknown) => value === undefined || value === null;
