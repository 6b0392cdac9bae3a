import type { dynamic } from "@pulumi/pulumi";
import type { ClientOptions, CreateSendId } from "../braze/create-send-id";
import { type Configuration, readConfiguration } from "../configuration/configuration";
import type { SendIdArguments } from "../send-id/arguments";
import { check } from "../send-id/check";
import { create, type SendIdState, UnexpectedSendIdError } from "../send-id/create";
import { diff } from "../send-id/diff";
import { read } from "../send-id/read";

/**
 * The provider in the form that Pulumi's dynamic-provider host calls, and nothing more: what a send ID is and how one is
 * created is in `send-id/` and `braze/`.
 *
 * | the host calls | and a send ID is |
 * | --- | --- |
 * | check | validated |
 * | diff | kept, or to be replaced |
 * | create | created with one request, or adopted without any |
 * | read | taken as recorded: Braze cannot be asked |
 * | delete | forgotten: Braze cannot delete it |
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
 */
export function dynamicProvider(surroundings: ClientOptions) {
  let configuration: Configuration;
  let client: CreateSendId | undefined;
  /** Loads axios with the first create: a preview, and an update that creates nothing, starts without it. */
  const createSendId: CreateSendId = (...request) => {
    const { createClient } = require("../braze/create-send-id") as typeof import("../braze/create-send-id");
    client ??= createClient(surroundings);
    return client(...request);
  };

  return {
    /** Only assigns: the host hands out the provider before it awaits this, and nothing may run unconfigured. */
    async configure({ config }: Pick<dynamic.ConfigureRequest, "config">): Promise<void> {
      configuration = readConfiguration((key) => config.get(key), process.env);
    },

    async check(
      recorded: Record<string, unknown>,
      given: Record<string, unknown>,
    ): Promise<dynamic.CheckResult> {
      return {
        inputs: given,
        failures: check(withoutProvider(given), withoutProvider(recorded), configuration),
      };
    },

    /** Always says whether there are changes: else any new `__provider` is an update (pulumi/pulumi#12401). */
    async diff(_id: string, recorded: SendIdState, wanted: SendIdArguments): Promise<dynamic.DiffResult> {
      const replaces = diff(recorded, wanted);
      return { changes: replaces.length > 0, replaces };
    },

    async create(args: SendIdArguments & { __provider?: string }): Promise<dynamic.CreateResult> {
      try {
        const { id, state } = await create(args, configuration, createSendId);
        return { id, outs: { ...state } };
      } catch (error) {
        if (!(error instanceof UnexpectedSendIdError)) throw error;
        // In this form the engine records the resource and reports the failure. Only here the host does not add the text
        // that names the provider, without which the resource could never be deleted.
        const { id, state } = error.created;
        const properties = { ...state, __provider: args.__provider };
        throw Object.assign(error, { id, properties, reasons: [error.message] });
      }
    },

    async read(id: string, recorded: Partial<SendIdState>): Promise<dynamic.ReadResult> {
      try {
        return { id, props: { ...read(id, recorded) } };
      } catch (error) {
        // The host prints the stack of whatever is thrown here, and the message says it all.
        throw Object.assign(error as Error, { stack: "" });
      }
    },

    /** Reached only by a resource that failed to initialize; what is recorded of it stays. */
    async update(_id: string, recorded: SendIdState): Promise<dynamic.UpdateResult> {
      return { outs: { ...recorded } };
    },

    async delete(_id: string, { campaignId, sendId }: SendIdState): Promise<void> {
      surroundings.announce(
        `Braze cannot delete a send ID: ${JSON.stringify(sendId)} of campaign ${campaignId} stays there, and is forgotten here.`,
      );
    },
  };
}

/** Without the text that names the provider, which the host adds to everything. */
const withoutProvider = ({ __provider, ...rest }: Record<string, unknown>) => rest;
