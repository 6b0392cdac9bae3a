import http from "node:http";
import https from "node:https";
import axios, { type AxiosProxyConfig } from "axios";
import type { Connection } from "./connection";
import { invalidProxyCode } from "./describe-error";
import { proxyFor } from "./proxy";

/** One request to Braze's REST API. */
export interface Request {
  method: "GET" | "POST";
  /** Path of the endpoint, such as `/sends/id/create`. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: object;
}

/** What happened to one request, as far as the client can observe. */
export interface RequestResult {
  /** False only if no connection to Braze was ever ready, so that not one byte of the request can have arrived. */
  sent: boolean;
  /** The status with which a proxy refused the tunnel to Braze. Nothing was sent. */
  proxyStatus?: number;
  /** Error code of Node or axios, if the response was not read to its end. */
  errorCode?: string;
  /** Present as soon as the head of the response was read, even if its body was not. */
  status?: number;
  /** Names are in lower case. */
  headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** What was received of the body, even if it is incomplete. */
  body?: string;
}

// Not an import, because package.json is outside of the compiled folder.
const { version } = require("../../package.json") as { version: string };

/** The largest expected response is a report of a few hundred kilobytes. */
const maxBodyBytes = 4 * 1024 * 1024;

/**
 * Sends a request once: no retry, no redirect. The API key travels in the `Authorization` header only.
 *
 * @param timeout longest time until the whole response is read, in milliseconds; a proxy's tunnel is part of it.
 */
export async function sendRequest(
  { endpoint, apiKey }: Connection,
  { method, path, query = {}, body }: Request,
  timeout: number,
): Promise<RequestResult> {
  const url = new URL(path, endpoint);
  url.search = new URLSearchParams(query).toString();
  const result: RequestResult = { sent: false };
  const received: Buffer[] = [];
  // Not AbortSignal.timeout, whose timer does not keep a command running that waits for nothing else.
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    const { signal } = controller;
    const proxy = proxyFor(url, process.env);
    if (proxy === "invalid") throw Object.assign(new Error(), { code: invalidProxyCode });
    // A connection is never reused: a server that is just closing it would leave the outcome of the request unknown. The
    // signal also ends the connection to a proxy that does not open its tunnel.
    const connectionOptions = { keepAlive: false, signal };
    const response = await axios.request<AsyncIterable<Buffer>>({
      method,
      url: url.href,
      data: JSON.stringify(body),
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        "User-Agent": `pulumi-braze/${version}`,
      },
      responseType: "stream",
      validateStatus: null,
      maxRedirects: 0,
      // axios' own timeout restarts with every byte; a server that drips bytes must be cut off as well.
      signal,
      httpAgent: new http.Agent(connectionOptions),
      httpsAgent: new https.Agent(connectionOptions),
      proxy: proxy !== undefined && axiosProxy(proxy),
      transport: observed(url.protocol === "https:", `Bearer ${apiKey}`, result),
    });
    let size = 0;
    for await (const chunk of response.data) {
      size += chunk.length;
      if (size > maxBodyBytes) throw Object.assign(new Error(), { code: "ERR_RESPONSE_TOO_LARGE" });
      received.push(chunk);
    }
  } catch (error) {
    // For any error, the outcome depends on what was sent and received before.
    result.errorCode = (error as NodeJS.ErrnoException).code ?? "no code";
  } finally {
    clearTimeout(timer);
  }
  if (result.status !== undefined) result.body = Buffer.concat(received).toString();
  return result;
}

function axiosProxy({ protocol, hostname, port, username, password }: URL): AxiosProxyConfig {
  return {
    protocol,
    host: hostname,
    port: Number(port) || (protocol === "https:" ? 443 : 80),
    ...(username + password === ""
      ? {}
      : { auth: { username: decode(username), password: decode(password) } }),
  };
}

/** A user name or password of a URL. A percent sign may be meant literally. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Node's transport, observed: an error code alone does not distinguish a connection that never opened from one that broke
 * after the request was written (both can be ECONNRESET), and an unreadable body must not hide the status before it.
 */
function observed(secure: boolean, authorization: string, result: RequestResult) {
  return {
    request(options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) {
      // Node prints the options of requests and connections if NODE_DEBUG is set, but neither hidden properties nor the headers
      // that are set later.
      const { proxy } = (options.agent ?? {}) as { proxy?: { auth?: string } };
      if (proxy?.auth !== undefined) Object.defineProperty(proxy, "auth", { enumerable: false });
      const request = (secure ? https : http).request(options, (response) => {
        if (recordHead(response)) onResponse(response);
        else fail("The proxy refused the tunnel.");
      });
      request.setHeader("Authorization", authorization);
      /** Records the head of a response. Returns whether it is Braze's. */
      const recordHead = ({ statusCode = 0, headers }: http.IncomingMessage): boolean => {
        if (secure && !result.sent) {
          // Before the connection is encrypted, only a proxy can respond.
          result.proxyStatus = statusCode;
          return false;
        }
        result.status = statusCode;
        result.headers = headers;
        return true;
      };
      // Node reports neither a response nor an error after a switch of protocols, or if a request is destroyed after its response.
      const fail = (why: string) => {
        request.destroy();
        request.emit("error", new Error(why));
      };
      request.once("upgrade", (response, socket) => {
        recordHead(response);
        socket.destroy();
        fail("The server switched to another protocol.");
      });
      request.once("socket", (socket) => {
        // If the proxy refuses the tunnel, the socket is not encrypted, and never emits "secureConnect".
        socket.once(secure ? "secureConnect" : "connect", () => {
          result.sent = true;
        });
      });
      return request;
    },
  };
}
