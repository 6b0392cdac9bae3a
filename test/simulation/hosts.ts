import type { ServiceError } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { dynamicProvider } from "../../provider/src/hosts/dynamic";
import { pluginProvider } from "../../provider/src/hosts/plugin";
import { unary } from "../../provider/src/hosts/plugin-server";
import type { ResourceOptions } from "../../provider/src/resources/definition";
import { sendId } from "../../provider/src/resources/send-id";
import type { SendIdArguments } from "../../provider/src/resources/send-id/arguments";
import type { SendIdState } from "../../provider/src/resources/send-id/outputs";

export interface Recorded {
  id: string;
  state: SendIdState;
}

/** A provider process, as the engine calls it through its host. */
export interface Provider {
  /**
   * The reasons for which arguments are rejected.
   *
   * @param recorded the arguments in the state, if the send ID is neither new nor replaced.
   */
  check(args: SendIdArguments, recorded?: SendIdArguments): Promise<string[]>;
  /** Whether a recorded send ID is replaced. */
  diff(recorded: Recorded, args: SendIdArguments): Promise<boolean>;
  /** Rejects with a message if nothing is recorded. Otherwise, a message reports what is recorded as failed. */
  create(args: SendIdArguments): Promise<Recorded & { message?: string }>;
  /** The engine calls this to repeat a create that recorded a failed resource. */
  update(recorded: Recorded, args: SendIdArguments): Promise<void>;
  read(recorded: Recorded): Promise<Recorded>;
  delete(recorded: Recorded): Promise<void>;
}

interface HostOptions extends ResourceOptions {
  announce: (line: string) => void;
}

/** Starts a provider with the stack's configuration. */
type StartProvider = (options: HostOptions, config: ReadonlyMap<string, string>) => Promise<Provider>;

const startDynamic: StartProvider = async ({ announce, ...options }, config) => {
  const provider = dynamicProvider(sendId, announce, options);
  await provider.configure({ config: { get: (key: string) => config.get(key) } as never });
  // The host adds this to the arguments, and the engine records it.
  const __provider = "x";
  return {
    check: async (args, recorded) =>
      (await provider.check({ ...recorded }, { ...args, __provider })).failures?.map(
        ({ reason }) => reason,
      ) ?? [],
    async update({ id, state }, args) {
      await provider.update(id, state, { ...args, __provider });
    },
    diff: async ({ id, state }, args) => (await provider.diff(id, state, args)).changes ?? true,
    async create(args) {
      try {
        const { id, outs } = await provider.create({ ...args, __provider });
        return { id: id ?? "", state: outs };
      } catch (error) {
        const { id, properties, message } = error as Error & {
          id?: string;
          properties?: SendIdState & { __provider: string };
        };
        if (id === undefined || properties === undefined) throw error;
        const { __provider: recorded, ...state } = properties;
        if (recorded !== __provider) throw new Error("what is recorded could never be deleted");
        return { id, state, message };
      }
    },
    async read({ id, state }) {
      const { id: read = "", props } = await provider.read(id, state);
      return { id: read, state: props };
    },
    delete: ({ id, state }) => provider.delete(id, state),
  };
};

const startPlugin: StartProvider = async ({ announce, ...options }, config) => {
  const provider = pluginProvider(options, async (_urn, line) => announce(line));
  const configuration = new pb.ConfigureRequest();
  for (const [key, value] of config)
    configuration.getVariablesMap().set(key.replace("braze:", "braze:config:"), value);
  await call("configure", configuration);

  /** Calls a method with the bytes that travel between the engine and the plugin. */
  function call<Name extends "check" | "configure" | "create" | "delete" | "diff" | "read" | "update">(
    name: Name,
    request: Parameters<(typeof provider)[Name]>[0],
  ): Promise<Awaited<ReturnType<(typeof provider)[Name]>>> {
    const { requestSerialize, requestDeserialize, responseSerialize, responseDeserialize } =
      ResourceProviderService[name];
    const sent = requestDeserialize(requestSerialize(request as never));
    return new Promise((done, fail) =>
      Promise.resolve<unknown>(
        unary(provider[name])({ request: sent } as never, (error, response) => {
          if (error === null) done(responseDeserialize(responseSerialize(response as never)) as never);
          // Like gRPC for a header, this throws for text that is not well-formed Unicode.
          else fail({ ...error, message: decodeURI(encodeURI(error.details ?? "")) });
        }),
      ).catch(fail),
    );
  }

  return {
    async check(args, recorded = {} as SendIdArguments) {
      const request = new pb.CheckRequest().setUrn(urnOf(args)).setNews(structOf(args));
      const response = await call("check", request.setOlds(structOf(recorded)));
      return response.getFailuresList().map((failure) => failure.getReason());
    },
    async diff({ id, state }, args) {
      const response = await call(
        "diff",
        new pb.DiffRequest().setUrn(urnOf(args)).setId(id).setOlds(structOf(state)).setNews(structOf(args)),
      );
      return response.getChanges() === pb.DiffResponse.DiffChanges.DIFF_SOME;
    },
    async create(args) {
      try {
        const request = new pb.CreateRequest().setUrn(urnOf(args)).setProperties(structOf(args));
        const response = await call("create", request);
        return { id: response.getId(), state: stateOf(response.getProperties()) };
      } catch (error) {
        const { message, metadata } = error as ServiceError;
        const [status] = metadata?.get("grpc-status-details-bin") ?? [];
        if (status === undefined) throw error;
        const [detail] = Status.deserializeBinary(status as Buffer).getDetailsList();
        const failed = pb.ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() as Uint8Array);
        return { id: failed.getId(), state: stateOf(failed.getProperties()), message };
      }
    },
    async update({ id, state }, args) {
      const request = new pb.UpdateRequest().setUrn(urnOf(args)).setId(id);
      await call("update", request.setOlds(structOf(state)).setNews(structOf(args)));
    },
    async read({ id, state }) {
      const response = await call(
        "read",
        new pb.ReadRequest().setUrn(urnOf(state)).setId(id).setProperties(structOf(state)),
      );
      return { id: response.getId(), state: stateOf(response.getProperties()) };
    },
    async delete({ id, state }) {
      await call(
        "delete",
        new pb.DeleteRequest().setUrn(urnOf(state)).setId(id).setProperties(structOf(state)),
      );
    },
  };
};

/** The campaigns of a resource differ in the last digit. */
const urnOf = ({ campaignId }: SendIdArguments) =>
  `urn:pulumi:dev::test::braze:index:SendId::${campaignId.slice(0, -1)}`;
const structOf = (properties: object) => Struct.fromJavaScript(properties as never);
const stateOf = (struct: Struct | undefined) => struct?.toJavaScript() as unknown as SendIdState;

/** The hosts, by what a program imports. */
export const hosts = { "pulumi-braze": startDynamic, "pulumi-braze/native": startPlugin };
export type Host = keyof typeof hosts;
