import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { ServerUnaryCall, ServiceError, sendUnaryData } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { grpc, wellKnown } from "../../../provider/src/hosts/pulumi-modules";
import type { Import } from "../../real-engine/stack";
import { nameOf } from "./calls";

const checkout = resolve(__dirname, "../../..");

/** What the engine starts. */
const programs = {
  "pulumi-braze": require.resolve("@pulumi/pulumi/cmd/dynamic-provider"),
  "pulumi-braze/native": resolve(checkout, "provider/dist/plugin.js"),
};

export interface Response {
  message?: { toObject(): object };
  error?: ServiceError;
}

/** A process of the provider. */
export interface ProviderProcess {
  engineAddress: string;
  /** Calls a method, such as "Check". */
  call(method: string, request: object): Promise<Response>;
  /** Ends the engine. Returns the exit code of the process, which ends with it. */
  endEngine(): Promise<number | null>;
  /** Ends the process, and returns the lines that it printed or logged. */
  end(): Promise<string[]>;
}

/** Starts a process of the provider, as the engine does. */
export async function startProvider(host: Import): Promise<ProviderProcess> {
  const lines: string[] = [];
  const engine = new grpc.Server();
  engine.addService(EngineService as never, {
    log({ request }: ServerUnaryCall<LogRequest, unknown>, respond: sendUnaryData<unknown>) {
      lines.push(request.getMessage());
      respond(null, new wellKnown.Empty());
    },
  });
  const port = await new Promise<number>((done, fail) =>
    engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? done(bound) : fail(error),
    ),
  );
  const engineAddress = `127.0.0.1:${port}`;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(BRAZE|PULUMI)_/.test(name)),
  );
  const child = spawn(process.execPath, [programs[host], engineAddress], {
    // It has the node_modules of a program that uses the package.
    cwd: checkout,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const output = createInterface(child.stdout);
  const [address] = await once(output, "line");
  output.on("line", (line) => lines.push(line));
  const client = new ResourceProviderClient(`127.0.0.1:${address}`, grpc.credentials.createInsecure());
  return {
    engineAddress,
    call: (method, request) =>
      new Promise((done) =>
        client[nameOf(method)](request as CheckRequest, (error, message) =>
          done(error === null ? { message } : { error }),
        ),
      ),
    async endEngine() {
      client.close();
      engine.forceShutdown();
      const [code] = await closed;
      return code;
    },
    async end() {
      client.close();
      child.kill("SIGKILL");
      await closed;
      engine.forceShutdown();
      return lines;
    },
  };
}
