import { reportAgain, type SendIdState, UnexpectedSendIdError } from "./create";
import type { Ledger } from "./ledger";

/**
 * Returns the recorded send ID. The engine calls this only for a resource that failed to initialize: after another send ID than
 * requested was created. In the same process, it repeats the create in this way, which must not hide the failure.
 *
 * @throws {UnexpectedSendIdError}
 */
export function update(
  recorded: SendIdState,
  given: Readonly<Record<string, unknown>>,
  ledger: Ledger,
): SendIdState {
  const error = ledger.requested.get(ledger.keyOf(given) ?? "")?.error;
  if (error instanceof UnexpectedSendIdError) throw reportAgain(error);
  return recorded;
}
