import { randomUUID } from "node:crypto";
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "./clock";

/** A response, and how it is sent. */
export interface HttpResponse {
  status: number;
  /** A text, or what is sent as JSON. */
  body: string | object;
  /** Added to those of every response, or replacing them; `null` removes one. */
  headers?: Readonly<Record<string, string | null>>;
  /** Closes the connection in the middle of the body. */
  cutOff?: boolean;
  bytesPerSecond?: number | undefined;
}

/** How long a connection stays open after a response to a request that is still being sent, so that the client can read it. */
export const graceMs = 500;

/** The headers of every response. */
export function commonHeaders(clock: Clock) {
  return {
    "content-type": "application/json",
    "x-request-id": randomUUID(),
    date: clock.now().toUTCString(),
  };
}

/** Sends a response. Resolves when nothing more will be sent, even if the client has disconnected. */
export async function sendResponse(
  outgoing: ServerResponse,
  { status, body, headers, cutOff = false, bytesPerSecond }: HttpResponse,
  clock: Clock,
): Promise<void> {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const all = { ...commonHeaders(clock), ...headers, "content-length": bytes.length };
  const given = Object.entries(all).filter(([, value]) => value !== null);
  outgoing.writeHead(status, Object.fromEntries(given) as OutgoingHttpHeaders);
  // The response to a pipelined request does not have its socket yet.
  const { socket, complete } = outgoing.req;
  if (!cutOff && bytesPerSecond === undefined) {
    if (headers?.connection === "close" && !complete) {
      outgoing.write(bytes);
      await waitWhileOpen(socket, graceMs);
      outgoing.end();
    } else outgoing.end(bytes);
    return;
  }
  outgoing.flushHeaders();
  const sent = cutOff ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
  const step = bytesPerSecond === undefined ? sent.length : Math.ceil(bytesPerSecond / 10);
  for (let start = 0; start < sent.length && !socket.destroyed; start += step) {
    const chunk = sent.subarray(start, start + step);
    if (bytesPerSecond !== undefined) await waitWhileOpen(socket, (chunk.length / bytesPerSecond) * 1000);
    outgoing.write(chunk);
  }
  // Closed after what was written is sent.
  if (cutOff) outgoing.write("", () => outgoing.destroy());
  else outgoing.end();
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
