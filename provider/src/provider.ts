/**
 * The provider as Pulumi's dynamic-provider host calls it, and nothing more: what a send ID is and how one is created
 * is in `send-id/` and `braze/`. Every recorded state names this module, so it can never move.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
 */
import type { dynamic } from "@pulumi/pulumi";
import { createClient } from "./braze/create-send-id";
import { type Configuration, readConfiguration } from "./configuration";
import type { SendIdArguments } from "./send-id/arguments";
import { check as findFaults } from "./send-id/check";
import { CreatedAnother, create as createOrAdopt, type SendIdState } from "./send-id/create";
import { diff as findReplacing } from "./send-id/diff";
import { read as readBack } from "./send-id/read";

let configuration: Configuration;
/** What the provider's process prints is shown under the update's diagnostics. */
const announce = (line: string) => console.log(line);
const createSendId = createClient({ announce, debug: process.env.BRAZE_DEBUG === "1" });

/** Only assigns: the host hands out the provider before it awaits this, and nothing may run unconfigured. */
export async function configure({ config }: dynamic.ConfigureRequest): Promise<void> {
  configuration = readConfiguration((key) => config.get(key), process.env);
}

export async function check(_recorded: unknown, given: HostInputs): Promise<dynamic.CheckResult> {
  const { __provider, ...args } = given;
  return { inputs: given, failures: findFaults(args) };
}

/** Always says whether there are changes: without that the host makes an update of any new `__provider` (pulumi/pulumi#12401). */
export async function diff(
  _id: string,
  recorded: SendIdState,
  wanted: SendIdArguments,
): Promise<dynamic.DiffResult> {
  const replaces = findReplacing(recorded, wanted);
  return { changes: replaces.length > 0, replaces };
}

export async function create(args: SendIdArguments): Promise<dynamic.CreateResult> {
  try {
    const { id, state } = await createOrAdopt(args, configuration, createSendId);
    return { id, outs: { ...state } };
  } catch (error) {
    if (!(error instanceof CreatedAnother)) throw error;
    // In this form the engine records the resource and reports the failure.
    const { id, state: properties } = error.created;
    throw Object.assign(error, { id, properties, reasons: [error.message] });
  }
}

export async function read(id: string, recorded: Partial<SendIdState>): Promise<dynamic.ReadResult> {
  try {
    return { id, props: { ...readBack(id, recorded) } };
  } catch (error) {
    // The host prints the stack of whatever is thrown here, and the message says it all.
    throw Object.assign(error as Error, { stack: "" });
  }
}

/** Reached only by a resource that failed to initialize; what it holds stays. */
export async function update(_id: string, recorded: SendIdState): Promise<dynamic.UpdateResult> {
  return { outs: { ...recorded } };
}

export async function forget(_id: string, { campaignId, sendId }: SendIdState): Promise<void> {
  announce(
    `Braze cannot delete a send ID: ${JSON.stringify(sendId)} of campaign ${campaignId} stays there, and is forgotten here.`,
  );
}
export { forget as delete };

interface HostInputs extends Record<string, unknown> {
  /** The text that names this module, which the host adds to every input. */
  __provider?: unknown;
}
