import { z } from "zod";

/**
 * The outputs of a send ID: what the state records. `SendIdOutputs` (by `npm run generate`), the plugin's schema, and the
 * reference are made from this schema.
 */
export const sendIdOutputs = z.object({
  campaignId: z.string().meta({ description: "Campaign API Identifier of the campaign." }),
  sendId: z.string().meta({
    description: "The custom or generated send ID. A generated one is unknown until it is created.",
  }),
  workspace: z.string().optional().meta({
    description: "Name of the workspace under `braze:workspaces`; undefined for the default workspace.",
  }),
  createdAt: z
    .string()
    .optional()
    .meta({
      description:
        "When the send ID was created: ISO 8601, UTC, by the clock of the machine that ran the update. Undefined if adopted or " +
        "imported.",
    }),
});

/** What the state records of a send ID. */
export type SendIdState = z.output<typeof sendIdOutputs>;
