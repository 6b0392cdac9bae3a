import { ConfigurationError } from "../../configuration/configuration";
import type { Properties } from "../definition";
import { CreateError } from "./create";
import { type Ledger, unnamed } from "./ledger";

/** A create that was checked, and has created nothing yet. */
interface CheckedCreate {
  name: string;
  /** The key of the send ID that it replaces. */
  replaces: string | undefined;
}

/** The creates with the same arguments. */
interface Creates {
  free: CheckedCreate[];
  /** How many were checked, and not yet called. */
  uncalled: number;
  /** The first one that may have created a send ID without recording it. */
  uncertain?: CheckedCreate;
}

/**
 * Names the creates of Pulumi's host for dynamic providers, which passes neither a URN nor a name. The engine makes the calls
 * for one resource in sequence: check with the recorded arguments and diff, if it is recorded, and check with empty olds
 * exactly once for each create. A create that it repeats comes without another check. So a create that was not checked repeats
 * one whose outcome is unknown.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.276.0/pkg/resource/deploy/step_generator.go
 */
export function nameCreates(ledger: Ledger) {
  const groups = new Map<string, Creates>();
  /** The recorded resource that is checked, and the key of its send ID. A refresh compares without a check. */
  let current: { key: string | undefined } | undefined;
  let named = 0;
  const nextCreate = (replaces?: string): CheckedCreate => ({ name: `create ${++named}`, replaces });

  function group({ campaignId, sendId, workspace, adopt }: Properties): Creates {
    const key = JSON.stringify([campaignId, sendId, workspace, adopt]);
    const creates = groups.get(key) ?? { free: [], uncalled: 0 };
    groups.set(key, creates);
    return creates;
  }

  return {
    /** Notes a call of check. */
    checked(recorded: Properties, given: Properties): void {
      if (recorded.campaignId !== undefined) {
        current = { key: ledger.keyOf(recorded) };
        return;
      }
      ledger.record(current?.key, unnamed);
      const creates = group(given);
      creates.uncalled++;
      creates.free.push(nextCreate(current?.key));
      current = undefined;
    },

    /** Notes a call of diff. The engine makes none if it replaces a resource for another reason than its arguments. */
    compared(recorded: Properties, isReplaced: boolean): void {
      if (current === undefined) return;
      const key = ledger.keyOf(recorded);
      ledger.record(key, unnamed);
      if (!isReplaced) ledger.keep(key, unnamed, recorded.createdAt);
      current = isReplaced ? { key } : undefined;
    },

    /** Runs a create with its name. */
    async run<Result>(args: Properties, create: (name: string) => Promise<Result>): Promise<Result> {
      const creates = group(args);
      const isRepeated = creates.uncertain !== undefined && creates.uncalled === 0;
      if (creates.uncalled > 0) creates.uncalled--;
      const checked = (isRepeated ? undefined : creates.free.shift()) ?? creates.uncertain ?? nextCreate();
      const key = ledger.keyOf(args);
      if (key === checked.replaces) ledger.record(key, checked.name);
      try {
        return await create(checked.name);
      } catch (error) {
        if (createdNothing(error)) creates.free.unshift(checked);
        else creates.uncertain ??= checked;
        throw error;
      }
    },
  };
}

const createdNothing = (error: unknown) =>
  error instanceof ConfigurationError || (error instanceof CreateError && !error.mayExist);
