import { type Configuration, unknownWorkspace } from "../../configuration/configuration";
import type { Announce, Properties } from "../definition";
import { parseId, parseImportId } from "./id";
import { recordedArguments } from "./replacing-arguments";

/**
 * Returns the recorded send ID, because Braze offers no way to read one. A send ID that is not recorded is read from its ID: by
 * `BrazeSendId.get` or an import.
 *
 * @param id `<campaignId>/<sendId>`; if not recorded, a prefix `<workspace>@` is accepted.
 * @param recorded the outputs in the state on a refresh; otherwise empty.
 * @returns the ID without the prefix, the state, and the arguments if they were not recorded.
 * @throws if `id` has another form.
 */
export function read(
  id: string,
  recorded: Properties,
  { workspaces, providerName }: Pick<Configuration, "workspaces" | "providerName">,
  announce: Announce,
): { id: string; state: Properties; args?: Properties } {
  const isRecorded = recorded.campaignId !== undefined;
  const named = isRecorded ? { id } : parseImportId(id, workspaces());
  const pair = parseId(named.id);
  if (pair === undefined)
    throw new Error(`"${id}" is not the ID of a send ID resource. Use "<campaignId>/<sendId>".`);
  const { workspace } = named;
  const state = { ...recorded, ...pair, ...(workspace === undefined ? {} : { workspace }) };
  if (isRecorded) return { id: named.id, state };
  if (workspace !== undefined && !workspaces().includes(workspace))
    announce(`${unknownWorkspace(workspace, workspaces(), providerName)} It is recorded anyway.`, "warning");
  return { id: named.id, state, args: recordedArguments(state) };
}
