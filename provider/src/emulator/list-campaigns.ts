import { type Endpoint, hourlyLimitHeaders, reject } from "./endpoint";

const pageSize = 100;

/** `GET /campaigns/list`. @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_campaigns/ */
export const listCampaigns: Endpoint = {
  method: "GET",
  path: "/campaigns/list",
  permission: "campaigns.list",
  limitHeaders: hourlyLimitHeaders,
  handle({ query }, workspace) {
    const page = query.page ?? "0";
    if (!/^\d{1,9}$/.test(page)) return reject(400, "page must be a whole number from 0");
    const editedAfter = query["last_edit.time[gt]"];
    const after = editedAfter === undefined ? undefined : Date.parse(editedAfter);
    if (Number.isNaN(after)) return reject(400, "last_edit.time[gt] must be a time in ISO 8601");
    const listed = workspace.campaigns
      .all()
      .filter(({ archived }) => query.include_archived === "true" || !archived)
      .filter(({ createdAt }) => after === undefined || createdAt.getTime() > after);
    if (query.sort_direction === "desc") listed.reverse();
    return {
      status: 200,
      body: {
        message: "success",
        campaigns: listed.slice(Number(page) * pageSize, (Number(page) + 1) * pageSize).map((campaign) => ({
          id: campaign.id,
          last_edited: campaign.createdAt.toISOString(),
          name: campaign.name,
          is_api_campaign: campaign.apiCampaign,
          tags: [...campaign.tags],
        })),
      },
    };
  },
};
