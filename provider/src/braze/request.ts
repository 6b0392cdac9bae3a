import http from "node:http";
import https from "node:https";
import type net from "node:net";
import type tls from "node:tls";
import axios from "axios";
import type { Connection } from "./connection";
import { isLoopback } from "./loopback";

/** What came of sending one request, as far as this side of the wire can tell. */
export interface Exchange {
  /** False only when no connection to Braze was ever ready, so that not one byte of the request can have arrived. */
  sent: boolean;
  /** Error code of Node or axios, when no whole answer was read. */
  errorCode?: string;
  /** Present as soon as the head of an answer was read, even when its body was not. */
  status?: number;
  /** Lower-case names. */
  headers?: Readonly<Record<string, string | string[] | undefined>>;
  body?: string;
}

/** What `POST /sends/id/create` takes. */
export interface SendIdRequest {
  campaignId: string;
  sendId?: string | undefined;
}

// Not an import: the package's own package.json lies outside of what is compiled.
const { version } = require("../../package.json") as { version: string };

/** An answer of Braze has about 60 bytes; this leaves room for a proxy's error page. */
const maxAnswerBytes = 64 * 1024;

const pool = {
  keepAlive: true,
  // A request on a connection that the server is just closing has an unknown outcome, and an ID may be lost. Closing an
  // idle connection after a second, long before any server does, keeps reuse to the burst of one update.
  timeout: 1000,
} as const;
const httpAgent = new http.Agent(pool);
const httpsAgent = new https.Agent(pool);

/** Sends the request once, whatever happens. */
export async function sendCreateRequest(
  { endpoint, apiKey }: Connection,
  { campaignId, sendId }: SendIdRequest,
  timeout: number,
): Promise<Exchange> {
  const url = new URL("/sends/id/create", endpoint);
  const exchange: Exchange = { sent: false };
  try {
    const answer = await axios.request<string>({
      method: "POST",
      url: url.href,
      data: JSON.stringify({ campaign_id: campaignId, send_id: sendId }),
      headers: {
        Accept: "application/json",
        Authorization: `Bearer ${apiKey}`,
        "Content-Type": "application/json",
        "User-Agent": `pulumi-braze/${version}`,
      },
      responseType: "text",
      transformResponse: [],
      validateStatus: null,
      maxContentLength: maxAnswerBytes,
      // axios' own timeout restarts with every byte; a server that drips bytes must be cut off as well.
      signal: AbortSignal.timeout(timeout),
      httpAgent,
      httpsAgent,
      ...(isLoopback(url) ? { proxy: false } : {}),
      transport: observed(url.protocol === "https:" ? https : http, exchange),
    });
    exchange.body = answer.data;
  } catch (error) {
    // Whatever it is, what was sent before it decides.
    exchange.errorCode = (error as NodeJS.ErrnoException).code ?? "no code";
  }
  return exchange;
}

/**
 * Node's own transport, watched: an error code alone does not tell a connection that never opened from one that broke
 * after the request was written (both can be ECONNRESET), and an unreadable body must not hide the status before it. It follows no redirect.
 */
function observed(transport: typeof http | typeof https, exchange: Exchange) {
  return {
    request(options: https.RequestOptions, onAnswer: (answer: http.IncomingMessage) => void) {
      const request = transport.request(options, (answer) => {
        exchange.status = answer.statusCode ?? 0;
        exchange.headers = answer.headers;
        onAnswer(answer);
      });
      request.once("socket", (socket: net.Socket | tls.TLSSocket) => {
        const ready = "secureConnecting" in socket && socket.secureConnecting ? "secureConnect" : "connect";
        if (ready === "connect" && !socket.connecting) exchange.sent = true;
        else {
          socket.once(ready, () => {
            exchange.sent = true;
          });
        }
      });
      return request;
    },
  };
}
