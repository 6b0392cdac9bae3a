import type { IncomingHttpHeaders } from "node:http";

/** A request that the emulator received. Requests to `GET /` and `GET /openapi.json` are not recorded. */
export interface RecordedRequest {
  /** When it arrived, by the emulator's clock. */
  at: Date;
  method: string;
  /** Path and query, as sent. */
  path: string;
  /** The headers, by lowercase name, including the API key. */
  headers: IncomingHttpHeaders;
  /** The body as text; empty if there is none, or if it exceeds the size that Braze reads. */
  body: string;
  /** The name of the workspace the key belongs to; undefined if the key is unknown. */
  workspace?: string;
  campaignId?: string;
  /** The requested send ID or, if one was created without, the generated one. */
  sendId?: string;
  /** The status of the response; undefined while the request is in progress, and if the connection was closed without a response. */
  status?: number;
  /** Whether this request created a send ID, regardless of the response. */
  created: boolean;
}
