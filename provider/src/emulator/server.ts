import { createServer, type Server, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Clock } from "./clock";
import { type CheckedOptions, inUrl } from "./options";
import { commonHeaders, graceMs } from "./send-response";
import { type EmulatorState, serveRequest } from "./serve-request";

/** Creates the emulator's HTTP server, with limits on size, time and connections. It does not listen yet. */
export function createEmulatorServer(emulator: EmulatorState): Server {
  const { requestTimeoutMs } = emulator.options;
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs / 4),
      keepAliveTimeout: 5_000,
    },
    (incoming, outgoing) => {
      // A request must not end the process that runs the emulator.
      serveRequest(incoming, outgoing, emulator).catch(() => outgoing.destroy());
    },
  );
  server.maxConnections = 1000;
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    rejectMalformed(error, socket, emulator.clock),
  );
  return server;
}

const malformedStatus: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Node's default response has no body and no request ID. */
function rejectMalformed(error: NodeJS.ErrnoException, socket: Duplex, clock: Clock): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const status = malformedStatus[error.code ?? ""] ?? 400;
  const body = JSON.stringify({ message: STATUS_CODES[status] });
  const headers = {
    ...commonHeaders(clock),
    "content-length": body.length,
    connection: "close",
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join("")}\r\n${body}`);
  // Otherwise, a client that never closes its side would use up one of the allowed connections.
  setTimeout(() => socket.destroy(), graceMs).unref();
}

/** The loopback address for a host that means all addresses of the machine: over plain HTTP, the provider accepts only loopback. */
const loopbackOf: ReadonlyMap<string, string> = new Map([
  ["0.0.0.0", "127.0.0.1"],
  ["::", "::1"],
]);

/** Starts listening, and returns the URL. */
export async function listen(server: Server, { port, host }: CheckedOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(describeListenError(error, host, port))),
    );
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return `http://${inUrl(loopbackOf.get(host) ?? host)}:${taken}`;
}

function describeListenError({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use. Choose another port, or 0 for a free one.`;
  if (code === "EACCES")
    return `Port ${port} on ${host} requires additional privileges. Choose a port above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `${host} is not an address of this machine. Choose another, such as 127.0.0.1.`;
  return `The emulator cannot listen on ${host}, port ${port}: ${message}.`;
}
