import http from "node:http";
import net from "node:net";
import { parseJson } from "../../provider/src/text/parse-json";

/** What a network can do to a request, independent of the response.  */
export type NetworkFault =
  /** A proxy responds to CONNECT with this status and the body of a success, and opens no tunnel. */
  | { proxy: number }
  /**
   * The whole response arrives, but its length differs from the announced one. The header `x-named` contains the generated
   * send ID for the simulation.
   */
  | "cut";

export interface HostileNetwork {
  /** The send ID that the proxy's response names. */
  forged: string;
  /** Disturbs the next requests, one fault each. */
  disturb(fault: NetworkFault, times: number): void;
  /** The endpoint of the next request, and whether the request reaches it. */
  nextRoute(endpoint: string): { endpoint: string; arrives: boolean };
  close(): Promise<void>;
}

/** Starts a proxy that refuses every tunnel, and a relay that cuts the emulator's responses. */
export async function startHostileNetwork(emulatorUrl: string): Promise<HostileNetwork> {
  const forged = "forged-by-the-proxy";
  const faults: NetworkFault[] = [];
  let proxyStatus = 200;

  const proxy = net.createServer((socket) => {
    const body = `{"message":"success","send_id":"${forged}"}`;
    socket.on("error", () => {});
    socket.once("data", () =>
      socket.end(`HTTP/1.1 ${proxyStatus} x\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
    );
  });
  const relay = http.createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const onward = http.request(new URL(url, emulatorUrl), { method, headers }, async (received) => {
      let body = "";
      for await (const chunk of received) body += chunk;
      const { send_id: named } = (parseJson(body) ?? {}) as { send_id?: unknown };
      response.writeHead(received.statusCode ?? 500, {
        ...received.headers,
        ...(typeof named === "string" && /^[\w-]+$/.test(named) ? { "x-named": named } : {}),
        "content-length": body.length + 30,
      });
      response.write(body, () => response.destroy());
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  const urls = await Promise.all(
    [proxy, relay].map(async (server) => {
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      return `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
    }),
  );
  const [proxyUrl = "", relayUrl = ""] = urls;
  const before = process.env.HTTPS_PROXY;
  process.env.HTTPS_PROXY = proxyUrl;

  return {
    forged,
    disturb(fault, times) {
      for (let count = 0; count < times; count++) faults.push(fault);
    },
    nextRoute(endpoint) {
      const fault = faults.shift();
      if (fault === undefined) return { endpoint, arrives: true };
      if (fault === "cut") return { endpoint: relayUrl, arrives: true };
      proxyStatus = fault.proxy;
      return { endpoint: "https://rest.braze.test", arrives: false };
    },
    async close() {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
      relay.closeAllConnections();
      await Promise.all([proxy, relay].map((server) => new Promise((done) => server.close(done))));
    },
  };
}
