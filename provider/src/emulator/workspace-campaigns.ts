import { type CheckedCampaign, type CheckedWorkspace, campaignSchema } from "./options";

/** A campaign as Braze's campaign endpoints describe it. */
interface Campaign extends CheckedCampaign {
  name: string;
  createdAt: Date;
}

// Recorded identifiers have this format, but are not always valid UUIDs.
const campaignIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How many of the campaigns that requests name are kept. */
const maxImplied = 10_000;

/** The campaigns of one workspace. */
export interface Campaigns {
  /** Every campaign, in the order in which they were created. */
  all(): readonly Campaign[];
  /** Undefined if the workspace does not know the identifier. */
  find(id: string): Campaign | undefined;
}

/**
 * Without a list, every well-formed identifier becomes a campaign with the first request that names it. The latest 10,000 are
 * kept.
 */
export function createCampaigns({ campaigns }: Pick<CheckedWorkspace, "campaigns">, now: Date): Campaigns {
  const byId = new Map<string, Campaign>();
  let count = 0;
  const add = (campaign: CheckedCampaign): Campaign => {
    count += 1;
    const added = { ...campaign, name: campaign.name ?? `Campaign ${count}`, createdAt: now };
    byId.set(campaign.id, added);
    return added;
  };
  for (const campaign of campaigns ?? []) add(campaign);
  const addImplied = (id: string): Campaign => {
    const [oldest] = byId.size < maxImplied ? [] : byId.keys();
    if (oldest !== undefined) byId.delete(oldest);
    return add(campaignSchema.parse({ id }));
  };
  return {
    all: () => [...byId.values()],
    find: (id) =>
      byId.get(id) ?? (campaigns === undefined && campaignIdPattern.test(id) ? addImplied(id) : undefined),
  };
}
