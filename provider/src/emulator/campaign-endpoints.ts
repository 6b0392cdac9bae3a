import { z } from "zod";
import { campaignIdProblem, defineEndpoint, reject, unknownCampaign } from "./define-endpoint";

const pageSize = 100;

/** @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_campaigns/ */
export const listCampaigns = defineEndpoint({
  method: "GET",
  path: "/campaigns/list",
  name: "CampaignList",
  summary: "List campaigns",
  permission: "campaigns.list",
  limit: "hourly",
  request: z.object({
    page: z
      .string()
      .regex(/^\d{1,9}$/, "page must be a whole number from 0")
      .default("0"),
    include_archived: z.string().optional(),
    sort_direction: z.string().optional(),
    "last_edit.time[gt]": z
      .string()
      .refine((time) => !Number.isNaN(Date.parse(time)), "last_edit.time[gt] must be a time in ISO 8601")
      .optional(),
  }),
  success: z.object({
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
  }),
  handle({ page, include_archived, sort_direction, "last_edit.time[gt]": editedAfter }, { workspace }) {
    const listed = workspace.campaigns
      .all()
      .filter(({ archived }) => include_archived === "true" || !archived)
      .filter(({ createdAt }) => editedAfter === undefined || createdAt.getTime() > Date.parse(editedAfter));
    if (sort_direction === "desc") listed.reverse();
    const start = Number(page) * pageSize;
    return {
      status: 200,
      body: {
        message: "success",
        campaigns: listed.slice(start, start + pageSize).map((campaign) => ({
          id: campaign.id,
          last_edited: campaign.createdAt.toISOString(),
          name: campaign.name,
          is_api_campaign: campaign.apiCampaign,
          tags: [...campaign.tags],
        })),
      },
    };
  },
});

/** @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_campaign_details/ */
export const campaignDetails = defineEndpoint({
  method: "GET",
  path: "/campaigns/details",
  name: "CampaignDetails",
  summary: "Describe a campaign",
  permission: "campaigns.details",
  limit: "hourly",
  request: z.object({ campaign_id: z.string(campaignIdProblem) }),
  success: z.object({
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
  }),
  handle({ campaign_id: campaignId }, { workspace }) {
    const campaign = workspace.campaigns.find(campaignId);
    if (!campaign) return reject(400, unknownCampaign);
    const { createdAt, archived, name, channels, tags } = campaign;
    const sent = workspace.messages.filter((message) => message.campaignId === campaignId);
    return {
      status: 200,
      body: {
        message: "success",
        created_at: createdAt.toISOString(),
        updated_at: createdAt.toISOString(),
        archived,
        draft: false,
        enabled: !archived,
        name,
        description: "",
        schedule_type: "api_triggered",
        channels: [...channels],
        first_sent: sent[0]?.at.toISOString() ?? null,
        last_sent: sent.at(-1)?.at.toISOString() ?? null,
        tags: [...tags],
        messages: {},
        conversion_behaviors: [],
      },
    };
  },
});
