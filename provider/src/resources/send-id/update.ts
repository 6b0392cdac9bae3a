import { InitFailedError, type Properties } from "../definition";
import { reportAgain } from "./create";
import type { Ledger } from "./ledger";

/**
 * Returns the recorded send ID. The engine calls this only for a resource that failed to initialize: after another send ID than
 * requested was created. In the same process, it repeats the create in this way, which must not hide the failure.
 *
 * @throws {InitFailedError}
 */
export function update(recorded: Properties, given: Properties, ledger: Ledger): Properties {
  const error = ledger.requested.get(ledger.keyOf(given) ?? "")?.error;
  if (error instanceof InitFailedError) throw reportAgain(error);
  return recorded;
}
