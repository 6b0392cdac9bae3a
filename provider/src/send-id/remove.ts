import type { Pair } from "./id";

/** The notice that a send ID is removed from the state only. No request is sent. */
export const removalNotice = ({ campaignId, sendId }: Pair) =>
  `Braze cannot delete a send ID: ${JSON.stringify(sendId)} of campaign ${campaignId} is removed from the state and remains in Braze.`;
