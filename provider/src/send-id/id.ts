/** The pair that Braze counts, and the identity of a send ID: `<campaignId>/<sendId>`. */
export interface Pair {
  campaignId: string;
  sendId: string;
}

export const formatId = ({ campaignId, sendId }: Pair) => `${campaignId}/${sendId}`;

/** A campaign's identifier has no slash, a send ID may have some: the first one divides them. */
export function parseId(id: string): Pair | undefined {
  const slash = id.indexOf("/");
  if (slash < 1 || slash === id.length - 1) return undefined;
  return { campaignId: id.slice(0, slash), sendId: id.slice(slash + 1) };
}
