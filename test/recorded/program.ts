/** Identifiers in the recorded states. */
export const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
export const otherCampaignId = "0b8be5fa-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

/** The keys of the named workspaces. */
export const workspaceKeys = { outdoor: "outdoor-key-not-a-secret" };

/**
 * A program with a send ID of each kind.
 *
 * @param replaced the campaign of the send ID that is replaced.
 */
export function everyKind(replaced: string): string {
  return `const { BrazeSendId } = require("pulumi-braze");
const campaignId = "${campaignId}";
new BrazeSendId("generated", { campaignId });
const own = new BrazeSendId("own", { campaignId, sendId: "winter-sale" });
new BrazeSendId("adopted", { campaignId, sendId: "from/before", adopt: true });
new BrazeSendId("replaced", { campaignId: "${replaced}" });
new BrazeSendId("outdoor", { campaignId, workspace: "outdoor" });
new BrazeSendId("dependent", { campaignId, sendId: own.sendId.apply((sendId) => \`\${sendId}-2\`) });
BrazeSendId.get("referenced", \`\${campaignId}/spring-sale\`);
`;
}
