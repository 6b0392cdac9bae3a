import type { dynamic } from "@pulumi/pulumi";
import type { ClientOptions, CreateSendId } from "../braze/create-send-id";
import { type Configuration, readConfiguration } from "../configuration/configuration";
import type { SendIdArguments } from "../send-id/arguments";
import { check } from "../send-id/check";
import { create, type SendIdState, UnexpectedSendIdError } from "../send-id/create";
import { diff } from "../send-id/diff";
import { read } from "../send-id/read";
import { removalNotice } from "../send-id/remove";
import { findWarnings } from "../send-id/warnings";

/**
 * The provider in the form that Pulumi's dynamic-provider host calls. What a send ID is and how it is created is in
 * `send-id/` and `braze/`.
 *
 * | the host calls | the send ID |
 * | --- | --- |
 * | check | is validated |
 * | diff | is kept or replaced |
 * | create | is created with one request, or adopted without a request |
 * | read | is returned as recorded, because Braze cannot read it |
 * | delete | is removed from the state only, because Braze cannot delete it |
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
 */
export function dynamicProvider(options: ClientOptions) {
  let configuration: Configuration;
  let client: CreateSendId | undefined;
  const warned = new Set<string>();
  /** Loads axios with the first create, so that previews and updates without a create start faster. */
  const createSendId: CreateSendId = (...request) => {
    const { createClient } = require("../braze/create-send-id") as typeof import("../braze/create-send-id");
    client ??= createClient(options);
    return client(...request);
  };

  return {
    /** Only assigns: the host uses the provider before it awaits this, and nothing may run unconfigured. */
    async configure({ config }: Pick<dynamic.ConfigureRequest, "config">): Promise<void> {
      configuration = readConfiguration((key) => config.get(key), process.env);
    },

    async check(
      recorded: Record<string, unknown>,
      given: Record<string, unknown>,
    ): Promise<dynamic.CheckResult> {
      const args = [withoutProvider(given), withoutProvider(recorded), configuration] as const;
      const failures = check(...args);
      for (const warning of failures.length > 0 ? [] : findWarnings(...args)) {
        if (!warned.has(warning)) options.announce(`warning: ${warning}`);
        warned.add(warning);
      }
      return { inputs: given, failures };
    },

    /** Always returns `changes`: without it, any new `__provider` is an update (pulumi/pulumi#12401). */
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
        // With these properties, the engine records the resource and reports the failure. In this case, the host does not
        // add `__provider`, without which the resource could never be deleted.
        const { id, state } = error.created;
        const properties = { ...state, __provider: args.__provider };
        throw Object.assign(error, { id, properties, reasons: [error.message] });
      }
    },

    async read(id: string, recorded: Partial<SendIdState>): Promise<dynamic.ReadResult> {
      try {
        return { id, props: { ...read(id, recorded) } };
      } catch (error) {
        // The host prints the stack of an error that is thrown here.
        throw Object.assign(error as Error, { stack: "" });
      }
    },

    /** Called only for a resource that failed to initialize, which stays as recorded. */
    async update(_id: string, recorded: SendIdState): Promise<dynamic.UpdateResult> {
      return { outs: { ...recorded } };
    },

    async delete(_id: string, recorded: SendIdState): Promise<void> {
      options.announce(removalNotice(recorded));
    },
  };
}

/** Without `__provider`, which the host adds to all arguments. */
const withoutProvider = ({ __provider, ...rest }: Record<string, unknown>) => rest;
