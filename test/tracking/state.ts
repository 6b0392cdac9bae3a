/** A send ID of {@link exportedState}. */
export interface Declared {
  name?: string;
  campaignId?: string;
  sendId: string;
  /** Whether Braze generated it. */
  generated?: boolean;
  workspace?: string;
  createdAt?: string;
  adopt?: boolean;
  /** Name of an explicit provider. */
  provider?: string;
}

/** A secret in the format of `pulumi stack export --show-secrets`. */
export const shownSecret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

export const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

/** What `pulumi stack export` prints for a stack with these send IDs. */
export function exportedState(
  declared: readonly Declared[],
  stack = "dev",
  providers: Readonly<Record<string, object>> = {},
): string {
  const urnOf = (provider: string) => `urn:pulumi:${stack}::shop::pulumi:providers:braze::${provider}`;
  const resources: object[] = Object.entries(providers).map(([name, inputs]) => ({
    urn: urnOf(name),
    custom: true,
    id: "0b0a",
    type: "pulumi:providers:braze",
    inputs: { version: "0.1.0", __internal: {}, ...inputs },
  }));
  const sendIds = declared.map(
    ({
      name,
      sendId,
      campaignId: campaign = campaignId,
      workspace,
      createdAt,
      adopt,
      provider,
      generated,
    }) => {
      const type = provider === undefined ? "pulumi-nodejs:dynamic/braze:BrazeSendId" : "braze:index:SendId";
      const inputs = {
        campaignId: campaign,
        ...(!generated && { sendId }),
        ...(workspace && { workspace }),
        ...(adopt && { adopt }),
      };
      return {
        urn: `urn:pulumi:${stack}::shop::${type}::${name ?? sendId.toLowerCase()}`,
        custom: true,
        type,
        id: `${campaign}/${sendId}`,
        inputs,
        outputs: { ...inputs, sendId, ...(createdAt && { createdAt }) },
        ...(provider && { provider: `${urnOf(provider)}::0b0a` }),
      };
    },
  );
  return JSON.stringify({ version: 3, deployment: { resources: [...resources, ...sendIds] } });
}
