import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * A port of loopback that is free, and stays so until it is used: it is below those that the system hands out by itself,
 * to whatever else runs at the same time.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(10_000, 32_000);
  const server = createServer().listen(port, "127.0.0.1");
  const [free] = await Promise.race([
    once(server, "listening").then(() => [true]),
    once(server, "error").then(() => [false]),
  ]);
  if (!free) return freePort();
  server.close();
  await once(server, "close");
  return port;
}
