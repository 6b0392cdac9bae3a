import { type Announce, InitFailedError, type Properties } from "../definition";
import { noteRepeat, reportAgain } from "./create";
import type { Ledger } from "./ledger";

/**
 * Returns the recorded send ID. The engine calls this only for a resource that failed to initialize: after another send ID than
 * requested was created. In the same process, it repeats the create in this way, which must not hide the failure. It also must
 * not lose the send ID, which the engine does not record if it gives up.
 *
 * @throws {InitFailedError}
 */
export function update(
  recorded: Properties,
  given: Properties,
  ledger: Ledger,
  announce: Announce,
): Properties {
  const sent = ledger.requested.get(ledger.keyOf(given) ?? "");
  if (!(sent?.error instanceof InitFailedError)) return recorded;
  const error = reportAgain(sent.error);
  if (noteRepeat(sent, error, announce)) return recorded;
  throw error;
}
