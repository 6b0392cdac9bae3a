import type { ServiceError } from "@grpc/grpc-js";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { readConfiguration } from "../configuration/configuration";
import type { CallFunction } from "../functions/call";
import {
  type Announce,
  InitFailedError,
  type ManagedResource,
  type Properties,
  type ResourceOptions,
} from "../resources/definition";
import { isDefaultProvider, typeOf } from "../resources/engine-names";
import { resources, unknownTypeMessage } from "../resources/resources";
import { whileCreating } from "./lifetime";
import { grpc, wellKnown } from "./pulumi-modules";
import { failUnconfigured } from "./respond";
import { withoutNulls } from "./without-nulls";

/** Writes a line to the engine's log, on the resource with this URN. */
export type Log = (urn: string, line: string, severity: LogSeverity) => Promise<void>;

/**
 * The provider as a plugin, in the form of Pulumi's gRPC protocol. Missing methods respond with "unimplemented": a
 * `CheckConfig` or `DiffConfig` that did nothing would keep an old API key in use.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.276.0/proto/pulumi/provider.proto
 */
export function pluginProvider(options: ResourceOptions, log: Log) {
  let configured: { received: string; managed: Map<string, ManagedResource>; call: CallFunction } | undefined;
  const current = () => configured ?? failUnconfigured();
  const find = (urn: string) => current().managed.get(typeOf(urn) ?? "");

  function managed(urn: string): ManagedResource {
    const found = find(urn);
    if (found === undefined) throw new Error(unknownTypeMessage(urn));
    return found;
  }

  /**
   * Runs a call that announces lines on its resource. The engine may end this process after the last response, so the
   * lines are written before.
   */
  async function logged<Response>(
    urn: string,
    call: (announce: Announce) => Promise<Response> | Response,
  ): Promise<Response> {
    const written: Promise<void>[] = [];
    try {
      return await call((line, severity) =>
        written.push(log(urn, line, severity === "warning" ? LogSeverity.WARNING : LogSeverity.INFO)),
      );
    } finally {
      await Promise.all(written);
    }
  }

  return {
    /** The first configuration stays: with another one, send IDs would be created with another provider's key. */
    configure(request: pb.ConfigureRequest): pb.ConfigureResponse {
      const variables = request.getVariablesMap();
      const args = propertiesOf(request.getArgs());
      const stackConfig = (key: string) => {
        const name = key.replace("braze:", "");
        return variables.get(`braze:config:${name}`) ?? (args[name] as string | undefined);
      };
      const received = JSON.stringify([[...variables.toArray()].sort(), args]);
      if (configured !== undefined && configured.received !== received) {
        throw new Error(
          "This process already serves a provider with other settings. Nothing was sent to Braze. Each provider needs its own " +
            "process: remove PULUMI_DEBUG_PROVIDERS, or debug a program with one provider.",
        );
      }
      if (configured !== undefined) return configureResponse();
      // An older SDK has no name.
      const provider = request.getName?.() || "default";
      const explicit = isDefaultProvider(provider) ? undefined : provider;
      const configuration = readConfiguration(stackConfig, process.env, explicit);
      let lookups: CallFunction | undefined;
      configured = {
        received,
        managed: new Map(
          resources.map((resource) => [resource.type, resource.manage(configuration, options)]),
        ),
        call(token, given) {
          // Loaded with the first call, because most programs call none.
          const { createCalls } = require("../functions/call") as typeof import("../functions/call");
          lookups ??= createCalls(configuration, options);
          return lookups(token, given);
        },
      };
      return configureResponse();
    },

    check(request: pb.CheckRequest): Promise<pb.CheckResponse> {
      const urn = request.getUrn();
      return logged(urn, (announce) => {
        const { inputs, failures } = managed(urn).check(
          {
            urn,
            recorded: propertiesOf(request.getOlds()),
            given: propertiesOf(request.getNews()),
            autonaming: request.getAutonaming()?.toObject(),
          },
          announce,
        );
        return new pb.CheckResponse()
          .setInputs(structOf(inputs))
          .setFailuresList(
            failures.map(({ property, reason }) =>
              new pb.CheckFailure().setProperty(property).setReason(reason),
            ),
          );
      });
    },

    diff(request: pb.DiffRequest): pb.DiffResponse {
      const urn = request.getUrn();
      const replaces = managed(urn).diff({
        urn,
        recorded: propertiesOf(request.getOlds()),
        given: propertiesOf(request.getNews()),
      });
      const response = new pb.DiffResponse()
        .setChanges(
          replaces.length > 0 ? pb.DiffResponse.DiffChanges.DIFF_SOME : pb.DiffResponse.DiffChanges.DIFF_NONE,
        )
        .setDiffsList(replaces)
        .setReplacesList(replaces)
        .setHasdetaileddiff(true);
      for (const property of replaces) {
        response
          .getDetaileddiffMap()
          .set(property, new pb.PropertyDiff().setKind(pb.PropertyDiff.Kind.UPDATE_REPLACE));
      }
      return response;
    },

    create(request: pb.CreateRequest): Promise<pb.CreateResponse> {
      const urn = request.getUrn();
      const createLogged = () =>
        logged(urn, async (announce) => {
          const resource = managed(urn);
          const args = propertiesOf(request.getProperties());
          // After a handshake, the engine calls this in a preview, too, even if the plugin does not support previews.
          if (request.getPreview())
            return new pb.CreateResponse().setProperties(structOf(resource.preview(args)));
          if (request.getTimeout() > 0) announce(customTimeoutsIgnored, "warning");
          const { id, state } = await resource.create(urn, args, announce);
          return new pb.CreateResponse().setId(id).setProperties(structOf(state));
        });
      // Until its lines are written, too: the response comes after them.
      return whileCreating(createLogged);
    },

    /** With recorded properties, this is a refresh; without, an import or a resource that a program reads by its ID. */
    read(request: pb.ReadRequest): Promise<pb.ReadResponse> {
      const urn = request.getUrn();
      return logged(urn, (announce) => {
        const recorded = propertiesOf(request.getProperties());
        const { id, state, args } = managed(urn).read(request.getId(), recorded, announce);
        return new pb.ReadResponse()
          .setId(id)
          .setProperties(structOf(state))
          .setInputs(structOf(args ?? propertiesOf(request.getInputs())));
      });
    },

    update(request: pb.UpdateRequest): Promise<pb.UpdateResponse> {
      const urn = request.getUrn();
      return logged(urn, (announce) => {
        const recorded = propertiesOf(request.getOlds());
        const state = managed(urn).update(recorded, propertiesOf(request.getNews()), announce);
        return new pb.UpdateResponse().setProperties(structOf(state));
      });
    },

    delete(request: pb.DeleteRequest) {
      const urn = request.getUrn();
      return logged(urn, (announce) => {
        // A removal never fails.
        find(urn)?.delete(urn, propertiesOf(request.getProperties()), announce);
        return new wellKnown.Empty();
      });
    },

    /** Reads in a preview, too. The SDKs do not send a call whose arguments are not known yet. */
    async invoke(request: pb.InvokeRequest): Promise<pb.InvokeResponse> {
      const result = await current().call(request.getTok(), propertiesOf(request.getArgs()));
      return new pb.InvokeResponse().setReturn(structOf(result));
    },

    getSchema(): pb.GetSchemaResponse {
      return new pb.GetSchemaResponse().setSchema(JSON.stringify(require("../../schema.json")));
    },

    getPluginInfo(): PluginInfo {
      return new PluginInfo().setVersion(require("../../package.json").version);
    },

    /** Requests in flight cannot be canceled: their creates finish normally. */
    cancel: () => new wellKnown.Empty(),
  };
}

const customTimeoutsIgnored =
  "The option customTimeouts has no effect on a send ID. Set braze:timeoutSeconds and braze:maxWaitSeconds instead.";

const configureResponse = () =>
  new pb.ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);

/** The properties in a message, without the `__provider` that Pulumi's dynamic-provider host recorded. */
function propertiesOf(struct: StructMessage | undefined): Properties {
  const { __provider, ...properties } = struct?.toJavaScript() ?? {};
  return withoutNulls(properties);
}

const structOf = (properties: object) =>
  wellKnown.Struct.fromJavaScript(properties as Parameters<typeof StructMessage.fromJavaScript>[0]);

/** The error as the engine shows it: only its message. A resource that exists is recorded. */
export function errorOf(error: unknown): Partial<ServiceError> {
  const { message } = error as Error;
  const metadata = new grpc.Metadata();
  if (error instanceof InitFailedError) {
    const { id, state } = error.created;
    const failed = new pb.ErrorResourceInitFailed()
      .setId(id)
      .setProperties(structOf(state))
      .setReasonsList([message]);
    const detail = new wellKnown.Any();
    detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(message).setDetailsList([detail]);
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  }
  return { code: grpc.status.UNKNOWN, details: message, metadata };
}
