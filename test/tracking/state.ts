/** A send ID of {@link exportedState}. */
export interface Declared {
  name?: string;
  campaignId?: string;
  sendId: string;
  workspace?: string;
  createdAt?: string;
  adopt?: boolean;
}

export const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

/** What `pulumi stack export` prints for a stack with these send IDs. */
export function exportedState(declared: readonly Declared[], stack = "dev"): string {
  const type = "pulumi-nodejs:dynamic/braze:BrazeSendId";
  const resources = declared.map(
    ({ name, sendId, campaignId: campaign = campaignId, workspace, createdAt, adopt }) => {
      const inputs = {
        campaignId: campaign,
        sendId,
        ...(workspace && { workspace }),
        ...(adopt && { adopt }),
      };
      return {
        urn: `urn:pulumi:${stack}::shop::${type}::${name ?? sendId.toLowerCase()}`,
        custom: true,
        type,
        id: `${campaign}/${sendId}`,
        inputs,
        outputs: { ...inputs, ...(createdAt && { createdAt }) },
      };
    },
  );
  return JSON.stringify({ version: 3, deployment: { resources } });
}
