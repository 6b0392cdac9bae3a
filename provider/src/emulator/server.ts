import { createServer, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import type { Clock } from "./clock";
import { commonHeaders, createRoutes, type RouteParts } from "./routes";

const maxHeaderBytes = 16 * 1024;
const maxConnections = 1000;
const idleConnectionMs = 5_000;
/** How long a client has to read that its request was malformed. */
const graceMs = 500;

/** The emulator's HTTP server, not yet listening: what it takes from clients, and how long it waits for them. */
export function createEmulatorServer(parts: RouteParts, requestTimeoutMs: number): Server {
  const listener = getRequestListener(createRoutes(parts).fetch, {
    // Whoever embeds the emulator keeps their own Request and Response.
    overrideGlobalObjects: false,
    errorHandler: (error) =>
      new Response(
        JSON.stringify({ message: `Bad Request: ${error instanceof Error ? error.message : error}` }),
        {
          status: 400,
          headers: { "content-type": "application/json", ...commonHeaders(parts.clock) },
        },
      ),
  });
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs / 4),
      keepAliveTimeout: idleConnectionMs,
    },
    listener,
  );
  server.maxConnections = maxConnections;
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    refuseMalformed(error, socket, parts.clock),
  );
  return server;
}

const malformedStatus: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Node answers such requests itself, but without a body and without a request id. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex, clock: Clock): void {
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
  // A client that never closes its side would keep one of the connections that are allowed.
  setTimeout(() => socket.destroy(), graceMs).unref();
}
