import { BrazeSendId } from "pulumi-braze";

/** The campaign of the spring sale in each brand's workspace. */
const campaigns = {
  outdoor: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3",
  indoor: "5c1f3e0a-64a1-4a1e-9a52-3f6f7f0f2b11",
};

/** The send IDs by brand. */
export const sendIds = Object.fromEntries(
  Object.entries(campaigns).map(([workspace, campaignId]) => [
    workspace,
    new BrazeSendId(`spring-sale-${workspace}`, { campaignId, sendId: "spring-sale-2027", workspace }).sendId,
  ]),
);
