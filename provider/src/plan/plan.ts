import { z } from "zod";

const known = z.strictObject({ kind: z.literal("known"), value: z.string() });
const unknown = z
  .strictObject({ kind: z.literal("unknown") })
  .meta({ description: "Not known until the update." });
const generated = z
  .strictObject({ kind: z.literal("generated") })
  .meta({ description: "Braze makes it up." });
const defaultConnection = z
  .strictObject({ kind: z.literal("default") })
  .meta({ description: "The default connection of the stack." });

const workspace = z.discriminatedUnion("kind", [known, defaultConnection, unknown]);
const identity = z.strictObject({
  campaignId: z.discriminatedUnion("kind", [known, unknown]),
  sendId: z.discriminatedUnion("kind", [known, generated, unknown]),
  workspace,
});

const stack = z.strictObject({ project: z.string(), stack: z.string() });
const count = z.int().min(0);

/**
 * What a change does to send IDs: the output of `pulumi-braze plan --format json`, and what the other formats are made
 * of. A release that takes something away or changes its meaning gives `version` another number; one that adds keeps it.
 */
export const planSchema = z
  .strictObject({
    version: z.literal(1).meta({ description: "The version of this format." }),
    stacks: z.array(stack).meta({ description: "The stacks whose previews were read." }),
    today: z.iso.date().nullable().meta({
      description: "The day in UTC of `createdToday`; null when no state was given.",
    }),
    dailyLimit: count.meta({ description: "The limit that the workspaces are held against." }),
    creates: count.meta({
      description: "How many send IDs are created, new and by replacement; at most so many, see `certain`.",
    }),
    workspaces: z
      .array(
        z.strictObject({
          workspace,
          creates: count,
          createdToday: count.nullable().meta({
            description:
              "How many of the send IDs in the given states were created today; null when no state was given. What was " +
              "created by others, or forgotten since, is not among them.",
          }),
        }),
      )
      .meta({
        description:
          "The workspaces in which something is created. Those of the same name are one, and so are the default connections, " +
          "whichever stack they are of.",
      }),
    sendIds: z
      .array(
        z.strictObject({
          ...stack.shape,
          name: z.string().meta({ description: "The name of the resource." }),
          operation: z.enum(["create", "replace", "adopt", "forget"]),
          why: z.enum(["new", "referred", "arguments", "asked", "removed"]).meta({
            description:
              "`new`: it was not in the stack; `referred`: the stack only referred to it, with BrazeSendId.get; " +
              "`arguments`: those in `changed` change; `asked`: no argument changes, the replacement was asked for; " +
              "`removed`: it is no longer in the program.",
          }),
          changed: z.array(z.enum(["campaignId", "sendId", "workspace"])),
          creates: z.boolean().meta({ description: "Whether it counts towards the daily limit." }),
          certain: z.boolean().meta({
            description:
              "False when the update may turn out to create nothing here, since a value is not known yet.",
          }),
          interrupted: z.boolean().meta({
            description:
              "True when an update was killed while it created this one, as a given state tells: it may exist, and this " +
              "change creates it again.",
          }),
          before: identity.nullable().meta({ description: "What the stack records; null for what is new." }),
          after: identity.nullable().meta({ description: "Null for what is forgotten." }),
        }),
      )
      .meta({ description: "The send IDs that change, and no others." }),
  })
  .meta({ title: "Plan of pulumi-braze, version 1" });

/** What a change does to send IDs. */
export type Plan = z.output<typeof planSchema>;
/** One send ID that changes. */
export type PlannedSendId = Plan["sendIds"][number];
/** What a send ID is recorded or asked for as. */
export type Identity = z.output<typeof identity>;
/** The workspace of a send ID. */
export type Workspace = z.output<typeof workspace>;
/** A workspace in which something is created. */
export type WorkspaceUse = Plan["workspaces"][number];
