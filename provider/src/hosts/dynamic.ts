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
import { createLedger, unnamed } from "../send-id/ledger";
import { read } from "../send-id/read";
import { removalNotice } from "../send-id/remove";
import { update } from "../send-id/update";
import { findWarnings } from "../send-id/warnings";
import { escapeText, maxLineLength } from "../text/escape";
import { whileCreating } from "./lifetime";
import { nameCreates } from "./name-creates";
import { failUnconfigured, respond } from "./respond";
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
  let configured: ReturnType<typeof withConfiguration> | undefined;
  const announce = (line: string) => options.announce(escapeText(line, maxLineLength));
  const warned = new Set<string>();

  function withConfiguration(configuration: Configuration) {
    const ledger = createLedger(configuration);
    const create = sendIdCreator(options, configuration, ledger);
    return { configuration, ledger, create, creates: nameCreates(ledger) };
  }
  const current = () => configured ?? failUnconfigured();

  return {
    /** Only assigns: the host uses the provider before it awaits this, and nothing may run unconfigured. */
    async configure({ config }: Pick<dynamic.ConfigureRequest, "config">): Promise<void> {
      await respond(() => {
        // The host configures it once for each text that names this module. What the process knows must not be lost.
        configured ??= withConfiguration(readConfiguration((key) => config.get(key), process.env));
      });
    },

    async check(
      recorded: Record<string, unknown>,
      given: Record<string, unknown>,
    ): Promise<dynamic.CheckResult> {
      return respond(() => {
        const { configuration, creates } = current();
        const args = [withoutProvider(given), withoutProvider(recorded), configuration] as const;
        creates.checked(args[1], args[0]);
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
        current().creates.compared({ ...recorded }, replaces.length > 0);
        return { changes: replaces.length > 0, replaces };
      });
    },

    async create(given: Record<string, unknown>): Promise<dynamic.CreateResult> {
      return respond(async () => {
        const { create, creates } = current();
        const args = withoutProvider(given);
        const { id, state } = await reportingInitFailure(given, () =>
          whileCreating(() => creates.run(args, (name) => create(args, name))),
        );
        return { id, outs: { ...state } };
      });
    },

    async read(id: string, recorded: Partial<SendIdState>): Promise<dynamic.ReadResult> {
      return respond(() => {
        const { state, ...rest } = read(id, recorded, current().configuration.workspaces);
        return { ...rest, props: { ...state } };
      });
    },

    async update(
      _id: string,
      recorded: SendIdState,
      given: Record<string, unknown>,
    ): Promise<dynamic.UpdateResult> {
      return respond(() =>
        reportingInitFailure(given, async () => ({ outs: { ...update(recorded, given, current().ledger) } })),
      );
    },

    async delete(_id: string, recorded: SendIdState): Promise<void> {
      return respond(() => {
        const { ledger } = current();
        announce(removalNotice(recorded, ledger.holderOf(ledger.keyOf({ ...recorded }), unnamed)));
      });
    },
  };
}

/**
 * Adds to an error what the engine needs to record the resource although it failed. In this case, the host does not add
 * `__provider`, without which the resource could never be deleted.
 */
async function reportingInitFailure<Result>(
  { __provider }: Record<string, unknown>,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof UnexpectedSendIdError)) throw error;
    const { id, state } = error.created;
    throw Object.assign(error, { id, properties: { ...state, __provider }, reasons: [error.message] });
  }
}

/** Without `__provider`, which the host adds to all arguments. */
const withoutProvider = ({ __provider, ...rest }: Record<string, unknown>) => withoutNulls(rest);
