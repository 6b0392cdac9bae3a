import type { ServiceError } from "@grpc/grpc-js";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { type Configuration, readConfiguration, unknownWorkspace } from "../configuration/configuration";
import type { CallFunction } from "../functions/call";
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
import { createLedger } from "../send-id/ledger";
import { preview } from "../send-id/preview";
import { isRecorded, read } from "../send-id/read";
import { removalNotice } from "../send-id/remove";
import { recordedArguments } from "../send-id/replacing-arguments";
import { typeOf } from "../send-id/resource-name";
import { pluginSendIdType } from "../send-id/resource-type";
import { update } from "../send-id/update";
import { findWarnings } from "../send-id/warnings";
import { escapeText, maxLineLength } from "../text/escape";
import { whileCreating } from "./lifetime";
import { grpc, wellKnown } from "./pulumi-modules";
import { failUnconfigured } from "./respond";
import { withoutNulls } from "./without-nulls";

/** Writes a line to the engine's log, on the resource with this URN. */
export type Log = (urn: string, line: string, severity: LogSeverity) => Promise<void>;

type Properties = Record<string, unknown>;

/**
 * The provider as a plugin, in the form of Pulumi's gRPC protocol. Missing methods respond with "unimplemented": a
 * `CheckConfig` or `DiffConfig` that did nothing would keep an old API key in use.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.276.0/proto/pulumi/provider.proto
 */
export function pluginProvider(options: Omit<CreateOptions, "announce">, log: Log) {
  let configured: ReturnType<typeof withConfiguration> | undefined;
  const warned = new Set<string>();

  function withConfiguration(received: string, configuration: Configuration) {
    const ledger = createLedger(configuration);
    const create = sendIdCreator({ ...options, announce: () => {} }, configuration, ledger);
    let call: CallFunction | undefined;
    const functions: CallFunction = (token, args) => {
      // Loaded with the first call, because most programs call none.
      const { createCalls } = require("../functions/call") as typeof import("../functions/call");
      call ??= createCalls(configuration, options);
      return call(token, args);
    };
    return {
      received,
      checked: new Set<string>(),
      configuration,
      ledger,
      create,
      functions,
      duplicates: findDuplicates(ledger),
    };
  }
  const current = () => configured ?? failUnconfigured();

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
      configured = withConfiguration(received, readConfiguration(stackConfig, process.env, explicit));
      return configureResponse();
    },

    check(request: pb.CheckRequest): Promise<pb.CheckResponse> {
      const urn = request.getUrn();
      return logged(urn, (announce) => {
        rejectUnknownType(urn);
        const { checked, configuration, ledger, duplicates } = current();
        checked.add(urn);
        const recorded = propertiesOf(request.getOlds());
        const given = propertiesOf(request.getNews());
        ledger.record(ledger.keyOf(recorded), urn);
        const { inputs, problems } = autoname(given, recorded, request.getAutonaming()?.toObject());
        problems.push(...check(inputs, recorded, configuration), ...duplicates(urn, inputs));
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
      const recorded = propertiesOf(request.getOlds());
      const { checked, ledger } = current();
      // A refresh compares a resource under its old URN, which an alias may change later.
      if (checked.has(request.getUrn())) ledger.record(ledger.keyOf(recorded), request.getUrn());
      const replaces = diff(
        recorded as unknown as SendIdState,
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
      const urn = request.getUrn();
      return logged(urn, async (announce) => {
        rejectUnknownType(urn);
        const { create } = current();
        const args = propertiesOf(request.getProperties());
        // After a handshake, the engine calls this in a preview, too, even if the plugin does not support previews.
        if (request.getPreview())
          return new pb.CreateResponse().setProperties(structOf(preview(args as SendIdArguments)));
        if (request.getTimeout() > 0) announce(customTimeoutsIgnored, LogSeverity.WARNING);
        const { id, state } = await whileCreating(() => create(args, urn, announce));
        return new pb.CreateResponse().setId(id).setProperties(structOf(state));
      });
    },

    /** With recorded properties, this is a refresh; without, an import or a resource that a program reads by its ID. */
    read(request: pb.ReadRequest): Promise<pb.ReadResponse> {
      const urn = request.getUrn();
      return logged(urn, (announce) => {
        const { configuration } = current();
        const recorded = propertiesOf(request.getProperties()) as Partial<SendIdState>;
        const isKnown = isRecorded(recorded);
        if (!isKnown) rejectUnknownType(urn);
        const { id, state } = read(request.getId(), recorded, configuration.workspaces);
        const args = recordedArguments(state);
        if (!isKnown && args.workspace !== undefined) {
          const known = configuration.workspaces();
          const unknown = unknownWorkspace(args.workspace, known, configuration.providerName);
          if (!known.includes(args.workspace))
            announce(`${unknown} It is recorded anyway.`, LogSeverity.WARNING);
        }
        return new pb.ReadResponse()
          .setId(id)
          .setProperties(structOf(state))
          .setInputs(structOf(isKnown ? propertiesOf(request.getInputs()) : args));
      });
    },

    update(request: pb.UpdateRequest): pb.UpdateResponse {
      const recorded = propertiesOf(request.getOlds()) as unknown as SendIdState;
      const state = update(recorded, propertiesOf(request.getNews()), current().ledger);
      return new pb.UpdateResponse().setProperties(structOf(state));
    },

    delete(request: pb.DeleteRequest) {
      const urn = request.getUrn();
      return logged(urn, (announce) => {
        const { ledger } = current();
        const recorded = propertiesOf(request.getProperties());
        const holder = ledger.holderOf(ledger.keyOf(recorded), urn);
        announce(removalNotice(recorded as unknown as SendIdState, holder));
        return new wellKnown.Empty();
      });
    },

    /** Reads in a preview, too. The SDKs do not send a call whose arguments are not known yet. */
    async invoke(request: pb.InvokeRequest): Promise<pb.InvokeResponse> {
      const result = await current().functions(request.getTok(), propertiesOf(request.getArgs()));
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

/** The engine asks for any type of the package: one with a typing error must not create a send ID. */
export function rejectUnknownType(urn: string) {
  const type = typeOf(urn);
  if (type === pluginSendIdType) return;
  throw new Error(
    `"${type}" is not a type of this provider. Nothing was sent to Braze. Use "${pluginSendIdType}".`,
  );
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
