import type { Reader } from "./read";
import { listIn, type ReadFailure } from "./read-response";

/**
 * Reads the figures of one send ID. The body is Braze's, without the key.
 *
 * @param days how many days they cover, 1 to 100.
 * @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_send_analytics/
 */
export async function readDataSeries(
  read: Reader,
  { campaignId, sendId }: { campaignId: string; sendId: string },
  days: number,
): Promise<{ kind: "success"; body: unknown } | ReadFailure> {
  const response = await read("/sends/data_series", {
    campaign_id: campaignId,
    send_id: sendId,
    length: String(days),
  });
  return listIn(response, "data").failure ?? (response as { kind: "success"; body: unknown });
}
