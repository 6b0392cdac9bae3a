import { campaignIdProblem, unknownCampaign } from "./api-schemas";
import { type Endpoint, hourlyLimitHeaders, reject } from "./endpoint";

/** `GET /campaigns/details`. @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_campaign_details/ */
export const campaignDetails: Endpoint = {
  method: "GET",
  path: "/campaigns/details",
  permission: "campaigns.details",
  limitHeaders: hourlyLimitHeaders,
  handle({ campaignId }, workspace) {
    if (campaignId === undefined) return reject(400, campaignIdProblem);
    const campaign = workspace.campaigns.find(campaignId);
    if (!campaign) return reject(400, unknownCampaign);
    const sent = workspace.messages.filter((message) => message.campaignId === campaignId);
    return {
      status: 200,
      body: {
        message: "success",
        created_at: campaign.createdAt.toISOString(),
        updated_at: campaign.createdAt.toISOString(),
        archived: campaign.archived,
        draft: false,
        enabled: !campaign.archived,
        name: campaign.name,
        description: "",
        schedule_type: "api_triggered",
        channels: [...campaign.channels],
        first_sent: sent[0]?.at.toISOString() ?? null,
        last_sent: sent.at(-1)?.at.toISOString() ?? null,
        tags: [...campaign.tags],
        messages: {},
        conversion_behaviors: [],
      },
    };
  },
};
