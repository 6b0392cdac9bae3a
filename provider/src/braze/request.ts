import type { Connection } from "./connection";
import { type RequestResult, sendRequest } from "./send-request";

/** What `POST /sends/id/create` takes. */
export interface SendIdRequest {
  campaignId: string;
  sendId?: string | undefined;
}

/** Sends one request to create a send ID. */
export const sendCreateRequest = (
  connection: Connection,
  { campaignId, sendId }: SendIdRequest,
  timeout: number,
): Promise<RequestResult> =>
  sendRequest(
    connection,
    { method: "POST", path: "/sends/id/create", body: { campaign_id: campaignId, send_id: sendId } },
    timeout,
  );
