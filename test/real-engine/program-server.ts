import { createRequire } from "node:module";
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";

/** The SDK does not export its type. */
const { LanguageServer } = require("@pulumi/pulumi/automation/server") as {
  LanguageServer: new (program: () => Promise<unknown>) => UntypedServiceImplementation;
};

/** A later CLI may listen on the port of an earlier one, which failed. gRPC would share the failed connection between their
 * clients, and the SDK ignores the error, so that the program would declare nothing. */
const { grpcClientOptions } = require("@pulumi/pulumi/runtime/settings") as {
  grpcClientOptions: Record<string, unknown>;
};
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

// Runs programs in the way of Pulumi's Automation API: the CLI connects to this process instead of starting one for each run.

process.on("disconnect", () => process.exit());
// A program whose CLI was killed cannot finish.
process.on("unhandledRejection", () => {});

/** Serves the program in a file, which may change between runs. Responds with the port. */
process.on("message", (file: string) => {
  const load = createRequire(file);
  const program = async () => {
    delete load.cache[file];
    return load(file);
  };
  const server = new Server();
  server.addService(LanguageRuntimeService, new LanguageServer(program));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.send?.({ file, port });
  });
});
