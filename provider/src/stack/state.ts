import { z } from "zod";
import { workspaceOf } from "../plan/identity";
import type { Workspace } from "../plan/plan";
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
              outputs: z.object({ workspace: z.unknown(), createdAt: z.unknown() }).partial().nullish(),
            }),
          )
          .nullish(),
        pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn }) })).nullish(),
      }),
    }),
  );

/** What a state says of the send IDs that were created. */
export interface State {
  /** Undefined if the stack is empty. */
  stack: StackName | undefined;
  created: { workspace: Workspace; at: Date }[];
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
    interrupted: (deployment.pending_operations ?? [])
      .filter(({ type, resource: { urn } }) => type === "creating" && urn.isSendId)
      .map(({ resource: { urn } }) => urn),
  };
}
