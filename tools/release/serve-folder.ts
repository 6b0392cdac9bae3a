import { once } from "node:events";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";

/** Serves the files of a folder on loopback, under any path, like the downloads of a release. */
export async function serveFolder(folder: string) {
  const server = createServer((request, response) => {
    const file = join(folder, basename(request.url ?? ""));
    if (!existsSync(file)) return response.writeHead(404).end();
    // Pulumi does not download a file of unknown size.
    response.setHeader("Content-Length", statSync(file).size);
    return createReadStream(file).pipe(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
