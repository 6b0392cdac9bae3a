import { z } from "zod";

// What goes over the wire, in Braze's own names. The OpenAPI document, the emulator's validation and the tests'
// checks of its answers all come from here.

/** Longest body Braze reads: https://www.braze.com/docs/api/errors/ */
export const maxBodyBytes = 4 * 1024 * 1024;

const sendIdFault = "send_id must be a string of 1 to 64 ASCII characters";

export const createSendIdsRequest = z.object(
  {
    campaign_id: z.string("campaign_id must be a string of the campaign api identifier").meta({
      description: "Campaign API Identifier, from the campaign's page in the dashboard.",
      examples: ["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"],
    }),
    send_id: z
      .string(sendIdFault)
      .min(1, sendIdFault)
      .max(64, sendIdFault)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: Braze says "all ASCII characters", and no more
      .regex(/^[\x00-\x7f]*$/, sendIdFault)
      .optional()
      .meta({
        description: "Your own send identifier; left out, one is generated.",
        examples: ["spring-sale-2030"],
      }),
    api_key: z.string("api_key must be a string").optional().meta({
      description: "The key, as before May 2020. Send it in the Authorization header instead.",
      deprecated: true,
    }),
  },
  "campaign_id must be a string of the campaign api identifier",
);

export const createSendIdsSuccess = z.object({
  message: z.literal("success"),
  send_id: z.string().min(1).meta({ description: "The send identifier, given or generated." }),
});

export const fatalError = z.object({
  message: z.string().meta({ description: "What is wrong." }),
  errors: z.array(z.string()).optional().meta({ description: "Every fault, when there are several." }),
});

export const syntaxError = z.object({
  error: z.string().meta({ description: "What is wrong with the JSON." }),
});

export type AnswerBody =
  | z.output<typeof createSendIdsSuccess>
  | z.output<typeof fatalError>
  | z.output<typeof syntaxError>;

export type AnswerStatus = 200 | 201 | 400 | 401 | 403 | 404 | 413 | 415 | 429 | 500;
