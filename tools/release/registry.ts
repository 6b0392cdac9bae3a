import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** An npm registry on this machine. It proxies the configured registry for other packages. */
export interface Registry {
  url: string;
  close(): Promise<void>;
}

const cache = resolve(__dirname, "../../node_modules/.cache/verdaccio");

/**
 * Starts Verdaccio, which is installed once for each checkout.
 *
 * @param folder the folder for its packages.
 * @see https://verdaccio.org/docs/configuration
 */
export async function startRegistry(folder: string, port: number): Promise<Registry> {
  const program = install();
  const upstream = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  const file = join(folder, "verdaccio.json");
  const access = { access: "$all", publish: "$all" };
  writeFileSync(
    file,
    JSON.stringify({
      storage: join(folder, "storage"),
      uplinks: { upstream: { url: upstream } },
      packages: { "pulumi-braze": access, "**": { ...access, proxy: "upstream" } },
      log: { type: "stdout", level: "warn" },
    }),
  );
  const url = `http://127.0.0.1:${port}/`;
  const server = spawn(process.execPath, [program, "--config", file, "--listen", url], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (output += text));
  const closed = once(server, "close");
  const close = async () => {
    server.kill();
    await closed;
  };
  for (const limit = Date.now() + 60_000; ; await sleep(200)) {
    if (await fetch(`${url}-/ping`).catch(() => undefined)) return { url, close };
    if (server.exitCode === null && Date.now() < limit) continue;
    await close();
    throw new Error(`The local registry did not start:\n${output}`);
  }
}

function install(): string {
  const program = join(cache, "node_modules/verdaccio/bin/verdaccio");
  if (!existsSync(program)) {
    mkdirSync(cache, { recursive: true });
    const manifest = {
      private: true,
      // Later versions may require a newer version of Node than this package.
      dependencies: { verdaccio: "6.1.6" },
      // It requires a version of node-fetch by a tag, which some mirrors of the registry do not have.
      overrides: { "node-fetch": "2.7.0" },
    };
    writeFileSync(join(cache, "package.json"), JSON.stringify(manifest));
    execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], {
      cwd: cache,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return program;
}
