import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** How a response is sent. A scripted fault cuts it off or slows it down. */
export interface Delivery {
  cutOff?: boolean;
  bytesPerSecond?: number | undefined;
}

/** How long a connection stays open after a response to a request that is still being sent, so that the client can read it. */
export const graceMs = 500;

/** Sends a response. Resolves when nothing more will be sent, even if the client has disconnected. */
export async function deliver(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
  { cutOff = false, bytesPerSecond }: Delivery = {},
): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  // The response to a pipelined request does not have its socket yet.
  const { socket } = response.req;
  if (!cutOff && bytesPerSecond === undefined) {
    if (headers.connection === "close" && !response.req.complete) {
      response.write(bytes);
      await waitWhileOpen(socket, graceMs);
      response.end();
    } else response.end(bytes);
    return;
  }
  response.flushHeaders();
  const sent = cutOff ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
  const step = bytesPerSecond === undefined ? sent.length : Math.ceil(bytesPerSecond / 10);
  for (let start = 0; start < sent.length && !socket.destroyed; start += step) {
    const chunk = sent.subarray(start, start + step);
    if (bytesPerSecond !== undefined) await waitWhileOpen(socket, (chunk.length / bytesPerSecond) * 1000);
    response.write(chunk);
  }
  // Closed after what was written is sent.
  if (cutOff) response.write("", () => response.destroy());
  else response.end();
}

/** Waits while the connection is open. A client that disconnects ends the wait, and so does closing the emulator. */
export async function waitWhileOpen(socket: Socket, milliseconds: number): Promise<void> {
  if (socket.destroyed) return;
  const closed = new AbortController();
  const onClose = () => closed.abort();
  // Each pipelined request adds a listener.
  socket.setMaxListeners(0).once("close", onClose);
  await wait(milliseconds, undefined, closed).catch(() => {});
  socket.off("close", onClose);
}
