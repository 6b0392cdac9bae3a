import { z } from "zod";
import { workspaceOf } from "../plan/identity";
import type { Workspace } from "../plan/plan";
import { parseId } from "../send-id/id";
import { pluginSendIdType } from "../send-id/resource-type";
import { type Document, readDocument } from "./json-document";
import { explicitProvider, type StackName, urn } from "./urn";

const values = z
  .object({
    campaignId: z.unknown(),
    sendId: z.unknown(),
    workspace: z.unknown(),
    adopt: z.unknown(),
    createdAt: z.unknown(),
  })
  .partial()
  .nullish();

const state = z
  .unknown()
  .refine((value) => !z.object({ changeSummary: z.unknown() }).safeParse(value).data?.changeSummary, {
    error: "it is a preview, which is given without --state",
    abort: true,
  })
  .pipe(
    z.object({
      deployment: z.object({
        resources: z
          .array(
            z.object({
              urn,
              type: z.unknown().optional(),
              id: z.unknown().optional(),
              provider: z.unknown().optional(),
              external: z.unknown().optional(),
              delete: z.unknown().optional(),
              inputs: values,
              outputs: values,
            }),
          )
          .nullish(),
        pending_operations: z
          .array(z.object({ type: z.string(), resource: z.object({ urn, inputs: values }) }))
          .nullish(),
      }),
    }),
  );

/** A send ID that a state records. */
export interface RecordedSendId extends StackName {
  /** Name of the resource. */
  name: string;
  host: "dynamic" | "plugin";
  campaignId: string;
  sendId: string;
  /** Undefined for the default workspace. */
  workspace?: string;
  /** Name of the explicit provider; undefined for the default provider. */
  provider?: string;
  /** Undefined if it was adopted or imported, or if `get` reads it. */
  createdAt?: Date;
  /** Whether Braze generated it. */
  generated: boolean;
  adopted: boolean;
}

/** A create that was interrupted: the send ID may exist in Braze. */
export interface InterruptedCreate extends StackName {
  name: string;
  /** Undefined if it is secret. */
  campaignId?: string;
  /** Undefined if Braze was to generate it. */
  sendId?: string;
}

/** What a state records about send IDs. */
export interface StackState {
  /** Undefined if the stack is empty. */
  stack: StackName | undefined;
  created: { id: string; workspace: Workspace; at: Date }[];
  sendIds: RecordedSendId[];
  interrupted: InterruptedCreate[];
}

/**
 * Reads the output of `pulumi stack export`.
 *
 * @throws {@link InvalidInputError}
 */
export function readState(document: Document): StackState {
  const { deployment } = readDocument(document, state, "pulumi stack export");
  const resources = deployment.resources ?? [];
  const first = resources[0]?.urn;
  return {
    stack: first && { project: first.project, stack: first.stack },
    created: resources
      .filter(({ urn, outputs }) => urn.isSendId && typeof outputs?.createdAt === "string")
      .map(({ id, provider, outputs }) => ({
        id: String(id),
        workspace: workspaceOf(outputs?.workspace, explicitProvider(provider)),
        at: new Date(outputs?.createdAt as string),
      })),
    sendIds: resources.flatMap((resource) => recordedSendId(resource) ?? []),
    interrupted: (deployment.pending_operations ?? [])
      .filter(({ type, resource: { urn } }) => type === "creating" && urn.isSendId)
      .map(({ resource: { urn, inputs } }) => ({
        project: urn.project,
        stack: urn.stack,
        name: urn.name,
        ...(typeof inputs?.campaignId === "string" && { campaignId: inputs.campaignId }),
        ...(typeof inputs?.sendId === "string" && { sendId: inputs.sendId }),
      })),
  };
}

type Resource = NonNullable<z.output<typeof state>["deployment"]["resources"]>[number];

function recordedSendId(resource: Resource): RecordedSendId | undefined {
  const { urn, type, id, inputs, outputs } = resource;
  // The ID is never secret, whatever the program makes of the outputs. A resource to be deleted is a replaced one.
  const pair = urn.isSendId && resource.delete !== true && typeof id === "string" ? parseId(id) : undefined;
  if (pair === undefined) return undefined;
  const { project, stack, name } = urn;
  const { workspace, createdAt } = outputs ?? {};
  const created = typeof createdAt === "string" ? new Date(createdAt) : undefined;
  const provider = explicitProvider(resource.provider);
  return {
    project,
    stack,
    name,
    host: type === pluginSendIdType ? "plugin" : "dynamic",
    ...pair,
    ...(typeof workspace === "string" && { workspace }),
    ...(provider !== undefined && { provider }),
    ...(created && !Number.isNaN(created.getTime()) && { createdAt: created }),
    generated: created !== undefined && (inputs?.sendId ?? undefined) === undefined,
    adopted: inputs?.adopt === true && created === undefined,
  };
}
