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
