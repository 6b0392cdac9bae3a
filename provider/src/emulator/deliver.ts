import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** How a response is sent. A scripted fault cuts it off or slows it down. */
export interface Delivery {
  cutOff: boolean;
  bytesPerSecond: number | undefined;
}

/** Sends a response. Resolves when nothing more will be sent, even if the client has disconnected. */
export async function deliver(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
  { cutOff, bytesPerSecond }: Delivery,
  closing: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  if (!cutOff && bytesPerSecond === undefined) {
    response.end(bytes);
    return;
  }
  response.flushHeaders();
  const sent = cutOff ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
  const step = bytesPerSecond === undefined ? sent.length : Math.ceil(bytesPerSecond / 10);
  for (let start = 0; start < sent.length && !response.destroyed; start += step) {
    const chunk = sent.subarray(start, start + step);
    if (bytesPerSecond !== undefined)
      await wait((chunk.length / bytesPerSecond) * 1000, undefined, { signal: closing }).catch(() =>
        response.destroy(),
      );
    await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
  }
  if (cutOff) response.destroy();
  else response.end();
}
