import { createServer, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "./clock";
import { graceMs } from "./deliver";
import { commonHeaders, type ServerDependencies, serveRequest } from "./serve-request";

/** Creates the emulator's HTTP server, with limits on size, time and connections. It does not listen yet. */
export function createEmulatorServer(dependencies: ServerDependencies): Server {
  const { requestTimeoutMs } = dependencies.options;
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs / 4),
      keepAliveTimeout: 5_000,
    },
    (incoming, outgoing) => {
      // A request must not end the process that runs the emulator.
      serveRequest(incoming, outgoing, dependencies).catch(() => outgoing.destroy());
    },
  );
  server.maxConnections = 1000;
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    rejectMalformed(error, socket, dependencies.clock),
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
    "content-type": "application/json",
    "content-length": body.length,
    connection: "close",
    ...commonHeaders(clock),
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join("")}\r\n${body}`);
  // Otherwise, a client that never closes its side would use up one of the allowed connections.
  setTimeout(() => socket.destroy(), graceMs).unref();
}
