import { getCampaign } from "./get-campaign";
import { getCampaigns } from "./get-campaigns";

/** The functions of the provider. The plugin, the schema, the SDKs, and the reference are made from this list. */
export const functions = [getCampaign, getCampaigns] as const;
