import { z } from "zod";

// Requests and responses of Braze's API. The emulator's validation, the OpenAPI document and the tests use the same schemas.

/** The largest body that Braze reads. @see https://www.braze.com/docs/api/errors/ */
export const maxBodyBytes = 4 * 1024 * 1024;

export const campaignIdProblem = "campaign_id must be a string of the campaign api identifier";
export const unknownCampaign =
  "Invalid Campaign ID: No messaging API campaign was found for your provided campaign ID.";
export const sendIdProblem = "send_id must be a string of 1 to 64 ASCII characters";

export const createSendIdsRequest = z.object(
  {
    campaign_id: z.string(campaignIdProblem).meta({
      description: "Campaign API Identifier, from the campaign's page in the dashboard.",
      examples: ["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"],
    }),
    send_id: z
      .string(sendIdProblem)
      .min(1, sendIdProblem)
      .max(64, sendIdProblem)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: Braze says "all ASCII characters", and no more
      .regex(/^[\x00-\x7f]*$/, sendIdProblem)
      .optional()
      .meta({
        description: "A custom send identifier. If omitted, Braze generates one.",
        examples: ["spring-sale-2030"],
      }),
    api_key: z.string("api_key must be a string").optional().meta({
      description: "The API key. Deprecated since May 2020: send it in the Authorization header.",
      deprecated: true,
    }),
  },
  campaignIdProblem,
);

export const createSendIdsSuccess = z.object({
  message: z.literal("success"),
  send_id: z.string().min(1).meta({ description: "The send identifier, custom or generated." }),
});

export const fatalError = z.object({
  message: z.string().meta({ description: "The problem." }),
  errors: z.array(z.string()).optional().meta({ description: "All problems, if there are several." }),
});

export const syntaxError = z.object({
  error: z.string().meta({ description: "The problem with the JSON." }),
});

export const sendMessageSuccess = z.object({
  message: z.literal("success"),
  dispatch_id: z.string().regex(/^[0-9a-f]{32}$/),
  send_id: z.string().optional(),
});

export const campaignListSuccess = z.object({
  message: z.literal("success"),
  campaigns: z.array(
    z.object({
      id: z.string(),
      last_edited: z.iso.datetime(),
      name: z.string(),
      is_api_campaign: z.boolean(),
      tags: z.array(z.string()),
    }),
  ),
});

export const campaignDetailsSuccess = z.object({
  message: z.literal("success"),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  archived: z.boolean(),
  draft: z.boolean(),
  enabled: z.boolean(),
  name: z.string(),
  description: z.string(),
  schedule_type: z.string(),
  channels: z.array(z.string()),
  first_sent: z.iso.datetime().nullable(),
  last_sent: z.iso.datetime().nullable(),
  tags: z.array(z.string()),
  messages: z.object({}),
  conversion_behaviors: z.array(z.unknown()),
});

export const dataSeriesSuccess = z.object({
  message: z.literal("success"),
  data: z.array(
    z.object({
      time: z.iso.date(),
      messages: z.record(z.string(), z.array(z.looseObject({ variation_name: z.string(), sent: z.int() }))),
      conversions: z.int(),
      conversions_by_send_time: z.int(),
      revenue: z.number(),
      unique_recipients: z.int(),
    }),
  ),
});

export type ApiBody =
  | z.output<typeof createSendIdsSuccess>
  | z.output<typeof sendMessageSuccess>
  | z.output<typeof campaignListSuccess>
  | z.output<typeof campaignDetailsSuccess>
  | z.output<typeof dataSeriesSuccess>
  | z.output<typeof fatalError>
  | z.output<typeof syntaxError>;

export type ApiStatus = 200 | 201 | 400 | 401 | 403 | 404 | 413 | 415 | 429 | 500;
