import type { dynamic } from "@pulumi/pulumi";
import { type Configuration, readConfiguration } from "../configuration/configuration";
import type { SendIdArguments } from "../send-id/arguments";
import { check, toFailure } from "../send-id/check";
import {
  type CreateOptions,
  type SendIdState,
  sendIdCreator,
  UnexpectedSendIdError,
} from "../send-id/create";
import { diff } from "../send-id/diff";
import { read } from "../send-id/read";
import { removalNotice } from "../send-id/remove";
import { findWarnings } from "../send-id/warnings";
import { escapeText, maxLineLength } from "../text/escape";
import { respond } from "./respond";
import { withoutNulls } from "./without-nulls";

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
export function dynamicProvider(options: CreateOptions) {
  let configuration: Configuration;
  const create = sendIdCreator(options);
  const announce = (line: string) => options.announce(escapeText(line, maxLineLength));
  const warned = new Set<string>();

  return {
    /** Only assigns: the host uses the provider before it awaits this, and nothing may run unconfigured. */
    async configure({ config }: Pick<dynamic.ConfigureRequest, "config">): Promise<void> {
      await respond(() => {
        configuration = readConfiguration((key) => config.get(key), process.env);
      });
    },

    async check(
      recorded: Record<string, unknown>,
      given: Record<string, unknown>,
    ): Promise<dynamic.CheckResult> {
      return respond(() => {
        const args = [withoutProvider(given), withoutProvider(recorded), configuration] as const;
        const failures = check(...args);
        for (const warning of failures.length > 0 ? [] : findWarnings(...args)) {
          if (!warned.has(warning)) announce(`warning: ${warning}`);
          warned.add(warning);
        }
        return {
          inputs: withoutNulls(given),
          failures: failures.map(toFailure),
        };
      });
    },

    /** Always returns `changes`: without it, any new `__provider` is an update (pulumi/pulumi#12401). */
    async diff(_id: string, recorded: SendIdState, given: SendIdArguments): Promise<dynamic.DiffResult> {
      return respond(() => {
        const replaces = diff(recorded, given);
        return { changes: replaces.length > 0, replaces };
      });
    },

    async create(args: SendIdArguments & { __provider?: string }): Promise<dynamic.CreateResult> {
      return respond(async () => {
        try {
          const { id, state } = await create(args, configuration);
          return { id, outs: { ...state } };
        } catch (error) {
          if (!(error instanceof UnexpectedSendIdError)) throw error;
          // With these properties, the engine records the resource and reports the failure. In this case, the host does
          // not add `__provider`, without which the resource could never be deleted.
          const { id, state } = error.created;
          const properties = { ...state, __provider: args.__provider };
          throw Object.assign(error, { id, properties, reasons: [error.message] });
        }
      });
    },

    async read(id: string, recorded: Partial<SendIdState>): Promise<dynamic.ReadResult> {
      return respond(() => ({ id, props: { ...read(id, recorded) } }));
    },

    /** Called only for a resource that failed to initialize, which stays as recorded. */
    async update(_id: string, recorded: SendIdState): Promise<dynamic.UpdateResult> {
      return respond(() => ({ outs: { ...recorded } }));
    },

    async delete(_id: string, recorded: SendIdState): Promise<void> {
      return respond(() => announce(removalNotice(recorded)));
    },
  };
}

/** Without `__provider`, which the host adds to all arguments. */
const withoutProvider = ({ __provider, ...rest }: Record<string, unknown>) => withoutNulls(rest);
