import { campaignDetails } from "./campaign-details";
import { createSendId } from "./create-send-id";
import { dataSeries } from "./data-series";
import type { Endpoint } from "./endpoint";
import { listCampaigns } from "./list-campaigns";
import { sendMessage, triggerCampaign } from "./send-message";

/** Braze's endpoints that the emulator serves. */
export const endpoints: readonly Endpoint[] = [
  createSendId,
  sendMessage,
  triggerCampaign,
  listCampaigns,
  campaignDetails,
  dataSeries,
];
