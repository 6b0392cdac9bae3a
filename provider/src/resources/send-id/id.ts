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
