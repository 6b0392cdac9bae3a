import net from "node:net";

/** A TCP server that handles each connection as the test specifies, byte by byte. */
export interface SocketServer {
  url: string;
  /** Requests whose head arrived completely. */
  requests: number;
  connections: number;
  close(): Promise<void>;
}

export interface Behavior {
  onConnection?: (socket: net.Socket) => void;
  onRequest?: (socket: net.Socket, requestsOfAll: number) => void;
}

/** Listens on loopback, at any free port. */
export async function listen({ onConnection, onRequest }: Behavior): Promise<SocketServer> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    opened.connections++;
    socket.on("error", () => {});
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes;
      // The body of every request arrives together with its head.
      if (!/\r\n\r\n\{.*\}$/s.test(text)) return;
      text = "";
      opened.requests++;
      onRequest?.(socket, opened.requests);
    });
    onConnection?.(socket);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const opened: SocketServer = {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    requests: 0,
    connections: 0,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
  return opened;
}

/** A response as it is sent. */
export function answer(status: number, body: string, headers: Record<string, string> = {}): string {
  const lines = { "content-length": String(body.length), ...headers };
  return [
    `HTTP/1.1 ${status} x`,
    ...Object.entries(lines).map(([name, value]) => `${name}: ${value}`),
    "",
    body,
  ].join("\r\n");
}
