import type { SendIdState } from "./create";
import { parseId } from "./id";
import { parseImportId } from "./import-id";

/**
 * Returns the recorded send ID, because Braze offers no way to read one. A send ID that is not recorded is read from its ID: by
 * `BrazeSendId.get` or an import.
 *
 * @param id `<campaignId>/<sendId>`; if not recorded, a prefix `<workspace>@` is accepted.
 * @param recorded the outputs in the state on a refresh; otherwise empty.
 * @param workspaces the configured names.
 * @returns the ID without the prefix, and the state.
 * @throws if `id` has another form.
 */
export function read(
  id: string,
  recorded: Partial<SendIdState>,
  workspaces: () => string[],
): { id: string; state: SendIdState } {
  const named = isRecorded(recorded) ? { id } : parseImportId(id, workspaces());
  const pair = parseId(named.id);
  if (pair === undefined)
    throw new Error(`"${id}" is not the ID of a send ID resource. Use "<campaignId>/<sendId>".`);
  const { workspace = recorded.workspace } = named;
  return { id: named.id, state: { ...recorded, ...pair, ...(workspace === undefined ? {} : { workspace }) } };
}

export const isRecorded = ({ campaignId }: Partial<SendIdState>): boolean => campaignId !== undefined;
