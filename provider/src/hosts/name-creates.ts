import { ConfigurationError } from "../configuration/configuration";
import { CreateError } from "../send-id/create";
import { type Ledger, unnamed } from "../send-id/ledger";

type Arguments = Readonly<Record<string, unknown>>;

/** The creates with the same arguments. */
interface Creates {
  /** The names of those that were checked, and have created nothing yet. */
  free: string[];
  /** The first one that may have created a send ID without recording it. */
  uncertain?: string;
}

/**
 * Names the creates of Pulumi's host for dynamic providers, which passes neither a URN nor a name. For each create, the engine
 * calls check with empty olds exactly once, and a create that it repeats comes without another check. So a create that was not
 * checked repeats one whose outcome is unknown.
 */
export function nameCreates(ledger: Ledger) {
  const groups = new Map<string, Creates>();
  /** How many resources were checked with a recorded send ID, and not compared with it. */
  const uncompared = new Map<string, number>();
  /** How many recorded resources were checked, and not compared since: a refresh compares without a check. */
  let uncomparedChecks = 0;
  let named = 0;
  const nextName = () => `create ${++named}`;

  function group({ campaignId, sendId, workspace, adopt }: Arguments): Creates {
    const key = JSON.stringify([campaignId, sendId, workspace, adopt]);
    const creates = groups.get(key) ?? { free: [] };
    groups.set(key, creates);
    return creates;
  }

  return {
    /** Notes a call of check. */
    checked(recorded: Arguments, given: Arguments): void {
      if (recorded.campaignId === undefined) group(given).free.push(nextName());
      else uncomparedChecks++;
      const key = ledger.keyOf(recorded);
      if (key !== undefined && key === ledger.keyOf(given))
        uncompared.set(key, (uncompared.get(key) ?? 0) + 1);
    },

    /** Notes a call of diff. The engine does not compare a resource that it replaces for another reason than its arguments. */
    compared(recorded: Arguments): void {
      const key = ledger.keyOf(recorded);
      if (uncomparedChecks === 0 || key === undefined) return;
      uncomparedChecks--;
      ledger.record(key, unnamed);
      uncompared.set(key, Math.max((uncompared.get(key) ?? 0) - 1, 0));
    },

    /** Runs a create with its name. */
    async run<Result>(args: Arguments, create: (name: string) => Promise<Result>): Promise<Result> {
      const creates = group(args);
      const name = creates.free.shift() ?? creates.uncertain ?? nextName();
      const key = ledger.keyOf(args);
      const replaced = (key !== undefined && uncompared.get(key)) || 0;
      if (key !== undefined && replaced > 0) {
        uncompared.set(key, replaced - 1);
        ledger.record(key, name);
      }
      try {
        return await create(name);
      } catch (error) {
        if (createdNothing(error)) creates.free.unshift(name);
        else creates.uncertain ??= name;
        throw error;
      }
    },
  };
}

const createdNothing = (error: unknown) =>
  error instanceof ConfigurationError || (error instanceof CreateError && !error.mayExist);
