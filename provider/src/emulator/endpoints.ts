import { campaignDetails, listCampaigns } from "./campaign-endpoints";
import { dataSeries } from "./data-series-endpoint";
import type { Endpoint } from "./define-endpoint";
import { sendMessage, triggerCampaign } from "./message-endpoints";
import { createSendId } from "./send-id-endpoint";

/** Braze's endpoints that the emulator serves. */
export const endpoints: readonly Endpoint[] = [
  createSendId,
  sendMessage,
  triggerCampaign,
  listCampaigns,
  campaignDetails,
  dataSeries,
];
