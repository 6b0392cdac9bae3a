import { z } from "zod";
import { parseId } from "../resources/send-id/id";
import { pluginSendIdType } from "../resources/send-id/resource-type";
import { compareNames } from "../text/names";
import { parseTime } from "../text/parse-time";
import { type Document, readLargeDocument } from "./json-document";
import {
  hidden,
  isAbsent,
  plainValue,
  type SendIdProperties,
  sendIdProperties,
  type WorkspaceReference,
  workspaceOf,
} from "./property-values";
import { explicitProvider, type StackName, urn } from "./urn";

const resource = z.object({
  urn,
  type: z.unknown().optional(),
  id: z.unknown().optional(),
  provider: z.unknown().optional(),
  external: z.unknown().optional(),
  delete: z.unknown().optional(),
  /** When the engine recorded it. */
  created: z.unknown().optional(),
  inputs: sendIdProperties.loose().nullish(),
  outputs: sendIdProperties.nullish(),
});

type Resource = z.output<typeof resource>;

const state = z
  .unknown()
  .refine((value) => !z.object({ changeSummary: z.unknown() }).safeParse(value).data?.changeSummary, {
    error: "it is a preview, which `pulumi-braze plan` takes without --state",
    abort: true,
  })
  .pipe(
    z.object({
      deployment: z.object({
        // The elements are parsed one at a time.
        resources: z.array(z.never()).nullish(),
        pending_operations: z
          .array(
            z.object({ type: z.string(), resource: z.object({ urn, inputs: sendIdProperties.nullish() }) }),
          )
          .nullish(),
      }),
    }),
  );

/** An explicit provider that a state records. */
export interface ExplicitProvider {
  /** Name of the resource. */
  name: string;
  /** Its settings as text, by their names without `braze:`. Undefined if the state lacks the provider. */
  settings: Readonly<Record<string, string>> | undefined;
  /** Whether one of its settings is encrypted in this state. */
  isEncrypted: boolean;
  /** The option `envVarMappings`: a variable of the environment, and under which name the provider sees it. */
  envVarMappings?: Readonly<Record<string, string>>;
}

/** Where the engine records `envVarMappings`. */
const mappedProvider = z.object({
  __internal: z.object({ envVarMappings: z.record(z.string(), z.string()) }),
});

/** A send ID that a state records. */
export interface RecordedSendId extends StackName {
  /** Name of the resource. */
  name: string;
  host: "dynamic" | "plugin";
  campaignId: string;
  sendId: string;
  /** Undefined for the default workspace, and if it is secret. */
  workspace?: string;
  /** Undefined for the default provider. */
  provider?: ExplicitProvider;
  /** Undefined if it was adopted or imported, if `get` reads it, and if the time is secret. */
  createdAt?: Date;
  /** Whether Braze generated it. */
  generated: boolean;
  /** False if it is secret. */
  adopted: boolean;
  /** Secret properties that this state does not show. */
  secret?: readonly ("workspace" | "createdAt" | "adopt")[];
}

/** Represents a secret that the state does not show. */
export const secretText = "(secret)";

/** The command whose output shows them. */
export const showSecrets = "pulumi stack export --show-secrets";

/** A create that was interrupted: the send ID may exist in Braze. */
export interface InterruptedCreate extends StackName {
  name: string;
  /** Undefined if it is secret. */
  campaignId?: string;
  /** Undefined if Braze was to generate it, and if it is secret. */
  sendId?: string;
  /** Secret properties that this state does not show. */
  secret?: ("campaignId" | "sendId")[];
}

/** A send ID that an update created. */
export interface CreatedSendId {
  id: string;
  workspace: WorkspaceReference;
  /** When it was created or, without `isExact`, at the latest; undefined if the state does not show it. */
  at: Date | undefined;
  isExact: boolean;
}

/** What a state records about send IDs. */
export interface StackState {
  /** Undefined if the stack is empty. */
  stack: StackName | undefined;
  created: CreatedSendId[];
  sendIds: RecordedSendId[];
  interrupted: InterruptedCreate[];
}

/**
 * Reads the output of `pulumi stack export`.
 *
 * @throws {@link InvalidInputError}
 */
export function readState(document: Document): StackState {
  const { head, elements: resources } = readLargeDocument(
    document,
    state,
    { path: ["deployment", "resources"], element: resource.transform(withoutDetailsOfOthers) },
    "pulumi stack export",
  );
  const first = resources[0]?.urn;
  const providers = new Map<unknown, ExplicitProvider>();
  for (const { urn, id, inputs } of resources) {
    const reference = referenceTo({ urn, id });
    const name = explicitProvider(reference);
    if (name !== undefined) providers.set(reference, toProvider(name, inputs ?? {}));
  }
  return {
    stack: first && { project: first.project, stack: first.stack },
    created: resources
      .filter(({ urn, outputs }) => urn.isSendId && !isAbsent(outputs?.createdAt))
      .map(({ id, provider, outputs, created }) => {
        const createdAt = timeOf(outputs?.createdAt);
        return {
          id: String(id),
          workspace: workspaceOf(outputs?.workspace, explicitProvider(provider)),
          // The engine records a send ID after it was created.
          at: createdAt ?? timeOf(created),
          isExact: createdAt !== undefined,
        };
      }),
    sendIds: resources.flatMap((resource) => recordedSendId(resource, providers) ?? []),
    interrupted: (head.deployment.pending_operations ?? [])
      .filter(({ type, resource: { urn } }) => type === "creating" && urn.isSendId)
      .map(({ resource: { urn, inputs } }) => ({
        project: urn.project,
        stack: urn.stack,
        name: urn.name,
        ...(typeof inputs?.campaignId === "string" && { campaignId: inputs.campaignId }),
        ...(typeof inputs?.sendId === "string" && { sendId: inputs.sendId }),
        ...secretOf(inputs, ["campaignId", "sendId"]),
      })),
  };
}

/**
 * The send IDs of several states, each once, because the same stack may have been exported several times, also before a change
 * of a declaration that does not replace. They are in the order of workspaces, campaigns, and names.
 */
export const sendIdsOf = (states: readonly StackState[]) =>
  unique(
    states.flatMap(({ sendIds }) => sendIds),
    ({ project, stack, name, campaignId, sendId, workspace, provider, secret }) => [
      ...[project, stack, name, campaignId, sendId],
      ...[provider?.name, workspace, secret?.includes("workspace")],
    ],
  ).sort(inOrder);

/** The interrupted creates of several states, each once, in the order of campaigns and names. */
export const interruptedOf = (states: readonly StackState[]) =>
  unique(states.flatMap(({ interrupted }) => interrupted)).sort(inOrder);

/** Default workspaces and the default provider come first, and a secret workspace after those with a name. */
function inOrder(a: RecordedSendId | InterruptedCreate, b: RecordedSendId | InterruptedCreate): number {
  const [first, second] = [a, b].map((sendId) => [
    ...("host" in sendId
      ? [sendId.provider?.name, sendId.secret?.includes("workspace") ? "1" : "0", sendId.workspace]
      : []),
    ...[sendId.campaignId, sendId.name, sendId.project, sendId.stack],
  ]) as [(string | undefined)[], (string | undefined)[]];
  for (const [at, text = ""] of first.entries()) {
    const order = compareNames(text, second[at] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

/** The first of those that are the same in all that identifies them. */
function unique<T>(all: readonly T[], identity: (one: T) => unknown = (one) => one): T[] {
  const found = new Map<string, T>();
  for (const one of all) {
    const key = JSON.stringify(identity(one));
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** The properties that the state does not show, if there are any. */
function secretOf<Name extends keyof SendIdProperties>(
  properties: SendIdProperties | null | undefined,
  names: readonly Name[],
): { secret?: Name[] } {
  const secret = names.filter((name) => properties?.[name] === hidden);
  return secret.length === 0 ? {} : { secret };
}

const timeOf = (value: unknown) => (typeof value === "string" ? parseTime(value) : undefined);

/** How a resource refers to its provider. */
const referenceTo = ({ urn, id }: Resource) => `${urn.text}::${typeof id === "string" ? id : ""}`;

/** Keeps details only of send IDs and of Braze's explicit providers. */
const withoutDetailsOfOthers = (resource: Resource): Resource =>
  resource.urn.isSendId || explicitProvider(referenceTo(resource)) !== undefined
    ? resource
    : { urn: resource.urn };

function toProvider(name: string, inputs: object): ExplicitProvider {
  const settings: Record<string, string> = {};
  let isEncrypted = false;
  for (const [setting, value] of Object.entries(inputs)) {
    if (setting.startsWith("__")) continue;
    const text = settingText(setting, value);
    if (text === undefined) isEncrypted = true;
    else settings[setting] = text;
  }
  const { data: { __internal: { envVarMappings } = {} } = {} } = mappedProvider.safeParse(inputs);
  return { name, settings, isEncrypted, ...(envVarMappings && { envVarMappings }) };
}

/**
 * A setting as text; undefined if this state does not show it. Programs in YAML record numbers and objects, and others their
 * JSON.
 */
function settingText(setting: string, value: unknown): string | undefined {
  const shown = plainValue(value);
  if (typeof shown === "string") return shown;
  // An object in place of any other setting is a secret in an unknown form.
  if (typeof shown !== "number" && setting !== "workspaces") return undefined;
  let isShown = true;
  const json = JSON.stringify(value, (_key, part) => {
    const shownPart = plainValue(part);
    isShown &&= shownPart !== hidden;
    return shownPart;
  });
  return isShown ? json : undefined;
}

function recordedSendId(
  resource: Resource,
  providers: ReadonlyMap<unknown, ExplicitProvider>,
): RecordedSendId | undefined {
  const { urn, type, id, inputs, outputs } = resource;
  // The ID is never secret, even if the program makes the outputs secret. A resource marked for deletion was replaced.
  const pair = urn.isSendId && resource.delete !== true && typeof id === "string" ? parseId(id) : undefined;
  if (pair === undefined) return undefined;
  const { project, stack, name } = urn;
  const { workspace } = outputs ?? {};
  const createdAt = timeOf(outputs?.createdAt);
  const isCreated = !isAbsent(outputs?.createdAt);
  const providerName = explicitProvider(resource.provider);
  return {
    project,
    stack,
    name,
    host: type === pluginSendIdType ? "plugin" : "dynamic",
    ...pair,
    ...(typeof workspace === "string" && { workspace }),
    ...(providerName !== undefined && {
      provider: providers.get(resource.provider) ?? {
        name: providerName,
        settings: undefined,
        isEncrypted: false,
      },
    }),
    ...(createdAt && { createdAt }),
    generated: isCreated && isAbsent(inputs?.sendId),
    adopted: inputs?.adopt === true && !isCreated,
    ...secretOf({ ...outputs, adopt: isCreated ? undefined : inputs?.adopt }, [
      "workspace",
      "createdAt",
      "adopt",
    ]),
  };
}
