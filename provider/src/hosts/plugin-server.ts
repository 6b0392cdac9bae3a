import type { handleUnaryCall, Server, UntypedServiceImplementation } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type ProviderHandshakeRequest, ProviderHandshakeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { endWithEngine, withoutProxy } from "./lifetime";
import { errorOf, pluginProvider } from "./plugin";
import { grpc, wellKnown } from "./pulumi-modules";
import { respond } from "./respond";

/**
 * Adds the plugin to a server. It serves one engine, and exits with it.
 *
 * @param engineAddress host and port of the engine. If omitted, the engine sends them when it attaches.
 */
export function addPlugin(server: Server, engineAddress: string | undefined, options: { debug: boolean }) {
  let engine: { address: string; client: EngineClient } | undefined;

  /** The first engine stays: the process ends with it, and no other one may end a create. */
  function connect(address: string) {
    if (engine?.address === address) return;
    if (engine !== undefined)
      throw new Error(
        `This process serves the engine at ${engine.address}. Start another one for ${address}.`,
      );
    engine = { address, client: new EngineClient(address, grpc.credentials.createInsecure(), withoutProxy) };
    endWithEngine(address);
  }

  const provider = pluginProvider(
    options,
    (urn, line, severity) =>
      new Promise((done) => {
        const request = new LogRequest().setSeverity(severity).setUrn(urn).setMessage(line);
        // A create must not fail because a line was not logged.
        if (engine === undefined) done();
        else engine.client.log(request, () => done());
      }),
  );
  const methods = {
    ...provider,
    handshake(request: ProviderHandshakeRequest) {
      connect(request.getEngineAddress());
      return new ProviderHandshakeResponse().setSupportsAutonamingConfiguration(true);
    },
    attach(request: PluginAttach) {
      connect(request.getAddress());
      return new wellKnown.Empty();
    },
  };

  if (engineAddress !== undefined) connect(engineAddress);
  server.addService(
    ResourceProviderService as never,
    Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [name, unary(method)]),
    ) as UntypedServiceImplementation,
  );
}

type Method = (request: never) => unknown;

/** A method as gRPC calls it. */
export function unary(method: Method): handleUnaryCall<unknown, unknown> {
  return async ({ request }, callback) => {
    try {
      callback(null, await respond(() => method(request as never)));
    } catch (error) {
      callback(errorOf(error));
    }
  };
}
