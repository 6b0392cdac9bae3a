import { BrazeSendId } from "pulumi-braze";

const winterSale = new BrazeSendId("winter-sale", {
  campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3",
  sendId: "winter-sale-2026",
});

export const { campaignId, sendId } = winterSale;
