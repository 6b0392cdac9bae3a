import { BrazeSendId, getCampaignOutput } from "pulumi-braze";

/** The workspaces of the brands. In each one, a campaign has the same name. */
const workspaces = ["outdoor", "indoor"];

/** The send IDs by brand. */
export const sendIds = Object.fromEntries(
  workspaces.map((workspace) => {
    const { campaignId } = getCampaignOutput({ name: "Spring sale", workspace });
    const sendId = new BrazeSendId(`spring-sale-${workspace}`, {
      campaignId,
      sendId: "spring-sale-2027",
      workspace,
    });
    return [workspace, sendId.sendId];
  }),
);
