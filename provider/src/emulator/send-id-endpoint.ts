import { randomUUID } from "node:crypto";
import { z } from "zod";
import { campaignIdProblem, defineEndpoint, reject, sendIdProblem, unknownCampaign } from "./define-endpoint";
import type { LedgerEntry } from "./workspaces";

/** @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/ */
export const createSendId = defineEndpoint({
  method: "POST",
  path: "/sends/id/create",
  name: "CreateSendIds",
  summary: "Create a send ID for tracking messages",
  permission: "sends.id.create",
  limit: "daily",
  request: z.object(
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
  ),
  success: z.object({
    message: z.literal("success"),
    send_id: z.string().min(1).meta({ description: "The send identifier, custom or generated." }),
  }),
  handle({ campaign_id: campaignId, send_id: given }, { workspace, options, now }) {
    if (!workspace.campaigns.find(campaignId)) return reject(400, unknownCampaign);
    const sendId = given ?? randomUUID();
    const repeated = workspace.has(campaignId, sendId);
    if (repeated && options.repeatedPair === "error")
      return reject(400, "send_id already exists for this campaign");
    const counted = repeated
      ? options.repeatedPair === "counted"
      : given !== undefined || options.countGenerated;
    if (counted && workspace.limits.daily.remaining(now) === 0)
      return reject(429, "Rate limit exceeded: the daily limit of send IDs for this workspace is used up");
    const entry: LedgerEntry = {
      pair: { workspace: workspace.name, campaignId, sendId, createdAt: now, generated: given === undefined },
      counted,
      repeated,
    };
    workspace.record(entry);
    return { status: options.successStatus, body: { message: "success", send_id: sendId }, entry };
  },
});
