import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";

/** Something that listens where the engine would. */
async function listen(): Promise<{ address: string; server: Server }> {
  const server = new Server();
  const port = await new Promise<number>((done, fail) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? done(bound) : fail(error),
    ),
  );
  return { address: `127.0.0.1:${port}`, server };
}

describe("the process of the plugin, called by any local client", () => {
  let plugin: ChildProcess;
  let client: ResourceProviderClient;
  let engine: Awaited<ReturnType<typeof listen>>;

  beforeEach(async () => {
    engine = await listen();
    plugin = spawn(process.execPath, [resolve(__dirname, "../../provider/dist/plugin.js"), engine.address], {
      env: { ...process.env, BRAZE_API_KEY: "key-0123456789" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(plugin.stdout ?? assert.fail(), "data");
    client = new ResourceProviderClient(`127.0.0.1:${String(line).trim()}`, credentials.createInsecure());
  });
  afterEach(() => {
    client.close();
    engine.server.forceShutdown();
    plugin.kill();
  });

  const call = (run: (callback: (error: ServiceError | null) => void) => void) =>
    new Promise<string | undefined>((done) => run((error) => done(error?.details)));
  const attach = (address: string) =>
    call((callback) => client.attach(new PluginAttach().setAddress(address), callback));
  const configure = (endpoint: string) =>
    call((callback) => {
      const request = new ConfigureRequest();
      request.getVariablesMap().set("braze:config:endpoint", endpoint);
      client.configure(request, callback);
    });

  it("keeps its first engine and its first configuration, and ends with the engine", async () => {
    assert.equal(await configure("https://rest.iad-06.braze.com"), undefined);
    assert.equal(await configure("https://rest.iad-06.braze.com"), undefined);
    assert.match(
      (await configure("https://rest.attacker.test")) ?? "",
      /already serves a provider with other/,
    );
    assert.equal(await attach(engine.address), undefined);
    const refused = await attach("127.0.0.1:1");
    assert.equal(
      refused,
      `This process serves the engine at ${engine.address}. Start another one for 127.0.0.1:1.`,
    );
    assert.equal(plugin.exitCode, null);
    const ended = once(plugin, "exit");
    engine.server.forceShutdown();
    assert.deepEqual(await ended, [0, null]);
  });
});
