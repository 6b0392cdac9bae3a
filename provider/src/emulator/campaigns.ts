import type { CheckedWorkspace } from "./options";

/** A campaign as Braze's campaign endpoints describe it. */
interface Campaign {
  id: string;
  name: string;
  tags: readonly string[];
  archived: boolean;
  apiCampaign: boolean;
  channels: readonly string[];
  createdAt: Date;
}

// Recorded identifiers have this format, but are not always valid UUIDs.
const campaignIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The campaigns of one workspace. */
export interface Campaigns {
  /** Every campaign, in the order in which they were created. */
  all(): readonly Campaign[];
  /** Undefined if the workspace does not know the identifier. */
  find(id: string): Campaign | undefined;
}

/** Without a list, every well-formed identifier becomes a campaign with the first request that names it. */
export function createCampaigns({ campaigns }: Pick<CheckedWorkspace, "campaigns">, now: Date): Campaigns {
  const byId = new Map<string, Campaign>();
  const add = (campaign: Partial<Campaign> & { id: string }): Campaign => {
    const added: Campaign = {
      name: `Campaign ${byId.size + 1}`,
      tags: [],
      archived: false,
      apiCampaign: true,
      channels: ["email"],
      createdAt: now,
      ...campaign,
    };
    byId.set(campaign.id, added);
    return added;
  };
  for (const campaign of campaigns ?? []) add(typeof campaign === "string" ? { id: campaign } : campaign);
  return {
    all: () => [...byId.values()],
    find: (id) =>
      byId.get(id) ?? (campaigns === undefined && campaignIdPattern.test(id) ? add({ id }) : undefined),
  };
}
