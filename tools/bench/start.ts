import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { bundlePlugin } from "../plugin-archive/bundle";
import { makeExecutable } from "../plugin-archive/executable";

/** The minimum of any plugin in Node: a server that prints its port. */
const bareServer = `
  const grpc = require("@grpc/grpc-js");
  const server = new grpc.Server();
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) => console.log(port));`;

/** Makes an executable of the plugin, as a release does, and one of a bare gRPC server. */
export async function makeServers(folder: string) {
  const scripts = { plugin: join(folder, "plugin.js"), bare: join(folder, "bare.js") };
  await bundlePlugin(scripts.plugin);
  const stdin = { contents: bareServer, resolveDir: __dirname };
  await build({ stdin, outfile: scripts.bare, bundle: true, platform: "node", minify: true });
  const servers = { plugin: join(folder, "plugin"), bare: join(folder, "bare") };
  await makeExecutable(scripts.plugin, servers.plugin, folder);
  await makeExecutable(scripts.bare, servers.bare, folder);
  return servers;
}

/** Milliseconds from the start of a server until it has printed its port. */
export function startTime(file: string): Promise<number> {
  const begun = performance.now();
  const server = spawn(file, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.once("exit", (code) => fail(new Error(`${file} ended with ${code}`)));
    server.stdout.once("data", () => {
      done(performance.now() - begun);
      server.kill();
    });
  });
}
