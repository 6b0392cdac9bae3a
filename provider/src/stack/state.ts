import { z } from "zod";
import { workspaceOf } from "../plan/identity";
import type { Workspace } from "../plan/plan";
import { parseId } from "../send-id/id";
import { pluginSendIdType } from "../send-id/resource-type";
import { type Document, readDocument } from "./json-document";
import { type StackName, urn } from "./urn";

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
              inputs: z.object({ sendId: z.unknown(), adopt: z.unknown() }).partial().nullish(),
              outputs: z.object({ workspace: z.unknown(), createdAt: z.unknown() }).partial().nullish(),
            }),
          )
          .nullish(),
        pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn }) })).nullish(),
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
  /** Absent for the default workspace. */
  workspace?: string;
  /** Absent if it was adopted or is read by `get`. */
  createdAt?: Date;
  /** Whether Braze generated it. */
  generated: boolean;
  adopted: boolean;
}

/** What a state says of the send IDs that were created. */
export interface State {
  /** Undefined if the stack is empty. */
  stack: StackName | undefined;
  created: { workspace: Workspace; at: Date }[];
  sendIds: RecordedSendId[];
  /** The send IDs that an update was creating when it was killed: they may exist. */
  interrupted: (StackName & { name: string })[];
}

/**
 * Reads what `pulumi stack export` printed.
 *
 * @throws {InvalidInputError}
 */
export function readState(document: Document): State {
  const { deployment } = readDocument(document, state, "pulumi stack export");
  const resources = deployment.resources ?? [];
  const first = resources[0]?.urn;
  return {
    stack: first && { project: first.project, stack: first.stack },
    created: resources
      .filter(({ urn, outputs }) => urn.isSendId && typeof outputs?.createdAt === "string")
      .map(({ outputs }) => ({
        workspace: workspaceOf(outputs?.workspace),
        at: new Date(outputs?.createdAt as string),
      })),
    sendIds: resources.flatMap((resource) => recordedSendId(resource) ?? []),
    interrupted: (deployment.pending_operations ?? [])
      .filter(({ type, resource: { urn } }) => type === "creating" && urn.isSendId)
      .map(({ resource: { urn } }) => urn),
  };
}

type Resource = NonNullable<z.output<typeof state>["deployment"]["resources"]>[number];

function recordedSendId({ urn, type, id, inputs, outputs }: Resource): RecordedSendId | undefined {
  // The ID is never secret, whatever the program makes of the outputs.
  const pair = urn.isSendId && typeof id === "string" ? parseId(id) : undefined;
  if (pair === undefined) return undefined;
  const { project, stack, name } = urn;
  const { workspace, createdAt } = outputs ?? {};
  const created = typeof createdAt === "string" ? new Date(createdAt) : undefined;
  return {
    project,
    stack,
    name,
    host: type === pluginSendIdType ? "plugin" : "dynamic",
    ...pair,
    ...(typeof workspace === "string" && { workspace }),
    ...(created && !Number.isNaN(created.getTime()) && { createdAt: created }),
    generated: created !== undefined && (inputs?.sendId ?? undefined) === undefined,
    adopted: inputs?.adopt === true && created === undefined,
  };
}
