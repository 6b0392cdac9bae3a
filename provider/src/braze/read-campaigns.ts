import { foldName } from "../text/names";
import type { Reader } from "./read";
import { listIn, type ReadFailure } from "./read-response";

/** A campaign as `GET /campaigns/list` describes it. */
export interface Campaign {
  /** The Campaign API Identifier. */
  id: string;
  name: string;
  tags: string[];
  /** ISO 8601 as Braze sends it. */
  lastEdited: string | null;
  archived: boolean;
  /** Braze's `is_api_campaign`. Its value for API-triggered campaigns is not documented. */
  isApiCampaign: boolean | null;
}

/** As Braze documents. A shorter page is the last one. */
const pageSize = 100;
/** Stop paging if a server never returns a last page, or returns pages of any size. */
const maxPages = 1000;
const maxCampaigns = maxPages * pageSize;

export interface CampaignList {
  campaigns: Campaign[];
  /** Why the list is incomplete; absent when it is complete. */
  failure?: ReadFailure;
}

/**
 * Reads the whole list of campaigns: once with the archived ones and once without, because no field marks them.
 *
 * @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_campaigns/
 * @param progress called with the number of campaigns read so far.
 */
export async function readCampaigns(
  read: Reader,
  progress: (count: number) => void = () => {},
): Promise<CampaignList> {
  const all = await readPages(read, { include_archived: "true" }, progress);
  if (all.failure !== undefined) return all;
  const active = await readPages(read, {}, () => {});
  const activeIds = new Set(active.campaigns.map(({ id }) => id));
  // Added, in case a server does not know `include_archived`.
  const allIds = new Set(all.campaigns.map(({ id }) => id));
  const missing = active.campaigns.filter(({ id }) => !allIds.has(id));
  return {
    campaigns: [...all.campaigns, ...missing].map((campaign) => ({
      ...campaign,
      archived: active.failure === undefined && !activeIds.has(campaign.id),
    })),
    ...(active.failure && { failure: active.failure }),
  };
}

async function readPages(
  read: Reader,
  query: Record<string, string>,
  progress: (count: number) => void,
): Promise<CampaignList> {
  const found = new Map<string, Campaign>();
  for (let page = 0; page < maxPages && found.size < maxCampaigns; page++) {
    const response = await read("/campaigns/list", { page: String(page), ...query });
    const { list: campaigns, failure } = listIn(response, "campaigns");
    if (failure !== undefined) return { campaigns: [...found.values()], failure };
    const before = found.size;
    for (const campaign of campaigns.map(toCampaign))
      if (campaign !== undefined) found.set(campaign.id, campaign);
    progress(found.size);
    if (campaigns.length < pageSize || found.size === before) break;
  }
  return { campaigns: [...found.values()] };
}

function toCampaign(value: unknown): Campaign | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { id, name, tags, last_edited, is_api_campaign } = value as Record<string, unknown>;
  if (typeof id !== "string") return undefined;
  return {
    id: wellFormed(id),
    name: typeof name === "string" ? wellFormed(name) : "",
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string").map(wellFormed) : [],
    lastEdited: typeof last_edited === "string" ? wellFormed(last_edited) : null,
    archived: false,
    isApiCampaign: typeof is_api_campaign === "boolean" ? is_api_campaign : null,
  };
}

/** JSON can contain unpaired surrogates. In Pulumi's protocol, one of them would make the whole list unreadable. */
const wellFormed = (text: string) => Buffer.from(text).toString();

/** The campaigns whose name contains the text and that have all the tags, ignoring case. */
export function filterCampaigns(
  campaigns: readonly Campaign[],
  { text = "", tags = [] }: { text?: string; tags?: readonly string[] },
): Campaign[] {
  return campaigns.filter(
    (campaign) =>
      foldName(campaign.name).includes(foldName(text)) &&
      tags.every((tag) => campaign.tags.some((other) => foldName(other) === foldName(tag))),
  );
}
