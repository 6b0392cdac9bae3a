import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Finds a free port on loopback. It is below the range from which the system assigns ports to other processes, so that it
 * stays free until it is used.
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
