/** The identity of a send ID, and what Braze counts. */
export interface Pair {
  campaignId: string;
  sendId: string;
}

/** The resource's id: `<campaignId>/<sendId>`. */
export const formatId = ({ campaignId, sendId }: Pair) => `${campaignId}/${sendId}`;

/** The pair of a resource's id, split at the first slash: only a send ID may contain slashes. Undefined for another form. */
export function parseId(id: string): Pair | undefined {
  const slash = id.indexOf("/");
  if (slash < 1 || slash === id.length - 1) return undefined;
  return { campaignId: id.slice(0, slash), sendId: id.slice(slash + 1) };
}

/**
 * Splits the ID of a send ID to import: `<campaignId>/<sendId>`, or `<workspace>@<campaignId>/<sendId>`.
 *
 * @param workspaces the configured names. They may contain any character, so the prefix is compared with them first.
 * @returns the ID to record, and the workspace, if one is named.
 */
export function parseImportId(id: string, workspaces: string[]): { id: string; workspace?: string } {
  const configured = workspaces.filter((name) => id.startsWith(`${name}@`));
  // If both "brand" and "brand@eu" match, the longer one is meant.
  const [longest] = configured.toSorted((a, b) => b.length - a.length);
  const workspace = longest ?? /^([^/@]+)@[^/]*\//.exec(id)?.[1];
  return workspace === undefined ? { id } : { id: id.slice(workspace.length + 1), workspace };
}
