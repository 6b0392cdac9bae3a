/** Put your own sender here. It passes both values to one of Braze's messaging endpoints. */
export async function handler() {
  const { BRAZE_CAMPAIGN_ID, BRAZE_SEND_ID } = process.env;
  return { campaign_id: BRAZE_CAMPAIGN_ID, send_id: BRAZE_SEND_ID };
}
