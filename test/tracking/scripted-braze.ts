import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface ScriptedResponse {
  status?: number;
  headers?: Record<string, string>;
  /** JSON unless it is a string. */
  body: unknown;
}

export interface ScriptedBraze {
  url: string;
  /** Method and URL of every request, in order. */
  requests: string[];
  keys: (string | undefined)[];
  /** How many requests were open at the same time, at most. */
  mostAtATime(): number;
  close(): Promise<void>;
}

/** A server on loopback whose responses the test writes, for what the emulator never sends. */
export async function scriptedBraze(
  respond: (url: URL, request: IncomingMessage) => ScriptedResponse | Promise<ScriptedResponse>,
): Promise<ScriptedBraze> {
  const requests: string[] = [];
  const keys: (string | undefined)[] = [];
  let open = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    keys.push(request.headers.authorization);
    most = Math.max(most, ++open);
    // Also if the client has given up.
    response.on("close", () => open--);
    const {
      status = 200,
      headers = {},
      body,
    } = await respond(new URL(request.url ?? "", "http://localhost"), request);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    keys,
    mostAtATime: () => most,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}
