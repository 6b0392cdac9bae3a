import type { IncomingHttpHeaders } from "node:http";

/** A request the emulator saw. Its own pages (`GET /`, `GET /openapi.json`) are not among them. */
export interface RecordedRequest {
  /** When it arrived, by the emulator's clock. */
  at: Date;
  method: string;
  /** Path and query as they were sent. */
  path: string;
  /** The headers, by name in lowercase; the API key is in them as it was sent. */
  headers: IncomingHttpHeaders;
  /** The body as text; empty when there was none, or more of it than Braze reads. */
  body: string;
  /** The name of the workspace the key belongs to; absent when the key is unknown. */
  workspace?: string;
  campaignId?: string;
  /** The send ID asked for or, when it was created, the generated one. */
  sendId?: string;
  /** The status that was answered; absent while it is under way, and when the connection ended without an answer. */
  status?: number;
  /** Whether this request created a send ID, whatever it was answered. */
  created: boolean;
}
