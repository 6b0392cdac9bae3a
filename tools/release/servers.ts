import { execFileSync } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

/** A server on loopback. */
export interface LocalServer {
  url: string;
  close(): void;
}

async function start(app: Hono): Promise<LocalServer> {
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      if ("closeAllConnections" in server) server.closeAllConnections();
      server.close();
    },
  };
}

/** Serves the files of a folder, under any path, like the downloads of a release. */
export const serveFolder = (folder: string) =>
  start(new Hono().use(serveStatic({ root: folder, rewriteRequestPath: (path) => basename(path) })));

/** What npm publishes: the package as the registry describes it, with its archives. */
interface Published {
  _attachments: Record<string, { data: string }>;
}

/**
 * An npm registry for one package, which redirects to the configured registry for all others. Verdaccio would do the same, with
 * 235 packages.
 *
 * @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md
 */
export function startRegistry(name: string): Promise<LocalServer> {
  const configured = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" });
  const upstream = configured.trim().replace(/\/$/, "");
  let published: Published | undefined;
  return start(
    new Hono()
      .put(`/${name}`, async (context) => {
        published = await context.req.json<Published>();
        return context.json({}, 201);
      })
      .get(`/${name}`, (context) => (published ? context.json(published) : context.json({}, 404)))
      .get(`/${name}/-/:file`, (context) => {
        const archive = published?._attachments[context.req.param("file")];
        return archive ? context.body(Buffer.from(archive.data, "base64")) : context.json({}, 404);
      })
      .get("*", (context) => context.redirect(`${upstream}${new URL(context.req.url).pathname}`)),
  );
}
