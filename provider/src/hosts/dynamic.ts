import type { dynamic } from "@pulumi/pulumi";
import { readConfiguration } from "../configuration/configuration";
import {
  type Announce,
  InitFailedError,
  type ManagedResource,
  type Properties,
  type ResourceDefinition,
  type ResourceOptions,
} from "../resources/definition";
import { whileCreating } from "./lifetime";
import { failUnconfigured, respond } from "./respond";
import { withoutNulls } from "./without-nulls";

/**
 * A resource in the form that Pulumi's dynamic-provider host calls. The host passes neither a URN nor a name.
 *
 * @param print prints a line in the diagnostics of the update.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
 */
export function dynamicProvider(
  resource: ResourceDefinition,
  print: (line: string) => void,
  options: ResourceOptions,
) {
  let managed: ManagedResource | undefined;
  const current = () => managed ?? failUnconfigured();
  const announce: Announce = (line, severity) => print(severity === "warning" ? `warning: ${line}` : line);
  const urn = undefined;

  return {
    /** Must assign before any await: the host calls other methods without waiting. */
    async configure({ config }: Pick<dynamic.ConfigureRequest, "config">): Promise<void> {
      await respond(() => {
        // The host configures it once for each text that names this module. What the process knows must not be lost.
        managed ??= resource.manage(
          readConfiguration((key) => config.get(key), process.env),
          options,
        );
      });
    },

    async check(recorded: Properties, given: Properties): Promise<dynamic.CheckResult> {
      return respond(() => {
        const call = { urn, recorded: withoutProvider(recorded), given: withoutProvider(given) };
        const { failures } = current().check(call, announce);
        return { inputs: withoutNulls(given), failures };
      });
    },

    /** Always returns `changes`: without it, any new `__provider` is an update (pulumi/pulumi#12401). */
    async diff(_id: string, recorded: Properties, given: Properties): Promise<dynamic.DiffResult> {
      return respond(() => {
        const replaces = current().diff({ urn, recorded, given });
        return { changes: replaces.length > 0, replaces };
      });
    },

    async create(given: Properties): Promise<dynamic.CreateResult> {
      return respond(async () => {
        const { id, state } = await reportingInitFailure(given, () =>
          whileCreating(() => current().create(urn, withoutProvider(given), announce)),
        );
        return { id, outs: { ...state } };
      });
    },

    async read(id: string, recorded: Properties): Promise<dynamic.ReadResult> {
      return respond(() => {
        const { id: plainId, state } = current().read(id, recorded, announce);
        return { id: plainId, props: { ...state } };
      });
    },

    async update(_id: string, recorded: Properties, given: Properties): Promise<dynamic.UpdateResult> {
      return respond(() =>
        reportingInitFailure(given, async () => ({
          outs: { ...current().update(recorded, given, announce) },
        })),
      );
    },

    async delete(_id: string, recorded: Properties): Promise<void> {
      return respond(() => current().delete(urn, recorded, announce));
    },
  };
}

/**
 * Adds to an error what the engine needs to record the resource although it failed. In this case, the host does not add
 * `__provider`, without which the resource could never be deleted.
 */
async function reportingInitFailure<Result>(
  { __provider }: Properties,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof InitFailedError)) throw error;
    const { id, state } = error.created;
    throw Object.assign(error, { id, properties: { ...state, __provider }, reasons: [error.message] });
  }
}

/** Without `__provider`, which the host adds to all arguments. */
const withoutProvider = ({ __provider, ...rest }: Properties) => withoutNulls(rest);
