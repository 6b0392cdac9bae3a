import type { ServiceError } from "@grpc/grpc-js";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { type Configuration, readConfiguration, unknownWorkspace } from "../configuration/configuration";
import type { SendIdArguments } from "../send-id/arguments";
import { autoname } from "../send-id/autoname";
import { check, toFailure } from "../send-id/check";
import {
  type CreateOptions,
  type SendIdState,
  sendIdCreator,
  UnexpectedSendIdError,
} from "../send-id/create";
import { isDefaultProvider } from "../send-id/default-provider";
import { diff } from "../send-id/diff";
import { findDuplicates } from "../send-id/find-duplicates";
import { parseImportId } from "../send-id/import-id";
import { preview } from "../send-id/preview";
import { read } from "../send-id/read";
import { removalNotice } from "../send-id/remove";
import { findWarnings } from "../send-id/warnings";
import { escapeText, maxLineLength } from "../text/escape";
import { grpc, wellKnown } from "./pulumi-modules";
import { withoutNulls } from "./without-nulls";

/** Writes a line to the engine's log, on the resource with this URN. */
export type Log = (urn: string, line: string, severity: LogSeverity) => Promise<void>;

type Properties = Record<string, unknown>;

/**
 * The provider as a plugin, in the form of Pulumi's gRPC protocol. Missing methods respond with "unimplemented": a
 * `CheckConfig` or `DiffConfig` that did nothing would keep an old API key in use.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.248.0/proto/pulumi/provider.proto
 */
export function pluginProvider(options: Omit<CreateOptions, "announce">, log: Log) {
  let configuration: Configuration;
  const create = sendIdCreator({ ...options, announce: () => {} });
  const warned = new Set<string>();
  const duplicates = findDuplicates();

  /**
   * Runs a call that announces lines on its resource. The engine may end this process after the last response, so the
   * lines are written before.
   */
  async function logged<Response>(
    urn: string,
    call: (announce: (line: string, severity?: LogSeverity) => void) => Promise<Response> | Response,
  ): Promise<Response> {
    const written: Promise<void>[] = [];
    try {
      return await call((line, severity = LogSeverity.INFO) =>
        written.push(log(urn, escapeText(line, maxLineLength), severity)),
      );
    } finally {
      await Promise.all(written);
    }
  }

  return {
    configure(request: pb.ConfigureRequest): pb.ConfigureResponse {
      const variables = request.getVariablesMap();
      const args = propertiesOf(request.getArgs());
      // An older SDK has no name.
      const provider = request.getName?.() || "default";
      configuration = readConfiguration(
        (key) => {
          const name = key.replace("braze:", "");
          return variables.get(`braze:config:${name}`) ?? (args[name] as string | undefined);
        },
        process.env,
        isDefaultProvider(provider) ? undefined : provider,
      );
      return new pb.ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);
    },

    check(request: pb.CheckRequest): Promise<pb.CheckResponse> {
      return logged(request.getUrn(), (announce) => {
        const recorded = propertiesOf(request.getOlds());
        const given = propertiesOf(request.getNews());
        const { inputs, problems } = autoname(given, recorded, request.getAutonaming()?.toObject());
        problems.push(...check(inputs, recorded, configuration), ...duplicates(request.getUrn(), inputs));
        for (const warning of problems.length > 0 ? [] : findWarnings(inputs, recorded, configuration)) {
          if (!warned.has(warning)) announce(warning, LogSeverity.WARNING);
          warned.add(warning);
        }
        const failures = problems
          .map(toFailure)
          .map(({ property, reason }) => new pb.CheckFailure().setProperty(property).setReason(reason));
        return new pb.CheckResponse().setInputs(structOf(inputs)).setFailuresList(failures);
      });
    },

    diff(request: pb.DiffRequest): pb.DiffResponse {
      const replaces = diff(
        propertiesOf(request.getOlds()) as unknown as SendIdState,
        propertiesOf(request.getNews()) as SendIdArguments,
      );
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
      return logged(request.getUrn(), async (announce) => {
        const args = propertiesOf(request.getProperties()) as SendIdArguments;
        // After a handshake, the engine calls this in a preview, too, even if the plugin does not support previews.
        if (request.getPreview()) return new pb.CreateResponse().setProperties(structOf(preview(args)));
        const { id, state } = await create(args, configuration, announce);
        return new pb.CreateResponse().setId(id).setProperties(structOf(state));
      });
    },

    /** With recorded properties, this is a refresh; without, an import or a resource that a program reads by its ID. */
    read(request: pb.ReadRequest): Promise<pb.ReadResponse> {
      return logged(request.getUrn(), (announce) => {
        const recorded = propertiesOf(request.getProperties()) as Partial<SendIdState>;
        const isRecorded = recorded.campaignId !== undefined;
        const workspaces = isRecorded ? [] : configuration.workspaces();
        const { id, workspace } = isRecorded
          ? { id: request.getId(), workspace: recorded.workspace }
          : parseImportId(request.getId(), workspaces);
        const state = read(id, { ...recorded, ...(workspace === undefined ? {} : { workspace }) });
        if (!isRecorded && workspace !== undefined && !workspaces.includes(workspace))
          announce(
            `${unknownWorkspace(workspace, workspaces, configuration.providerName)} It is recorded anyway.`,
            LogSeverity.WARNING,
          );
        const { createdAt, ...args } = state;
        return new pb.ReadResponse()
          .setId(id)
          .setProperties(structOf(state))
          .setInputs(structOf(isRecorded ? propertiesOf(request.getInputs()) : args));
      });
    },

    /** Reached only by a resource that failed to initialize. Its recorded state does not change. */
    update(request: pb.UpdateRequest): pb.UpdateResponse {
      return new pb.UpdateResponse().setProperties(structOf(propertiesOf(request.getOlds())));
    },

    delete(request: pb.DeleteRequest) {
      return logged(request.getUrn(), (announce) => {
        announce(removalNotice(propertiesOf(request.getProperties()) as unknown as SendIdState));
        return new wellKnown.Empty();
      });
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

/** The properties in a message, without the `__provider` that Pulumi's dynamic-provider host recorded. */
function propertiesOf(struct: StructMessage | undefined): Properties {
  const { __provider, ...properties } = struct?.toJavaScript() ?? {};
  return withoutNulls(properties);
}

const structOf = (properties: object) =>
  wellKnown.Struct.fromJavaScript(properties as Parameters<typeof StructMessage.fromJavaScript>[0]);

/** The error as the engine shows it: only its message. An unexpected send ID is recorded, because it exists. */
export function errorOf(error: unknown): Partial<ServiceError> {
  const { message } = error as Error;
  const metadata = new grpc.Metadata();
  if (error instanceof UnexpectedSendIdError) {
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
