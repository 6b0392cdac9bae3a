import { Config } from "@pulumi/pulumi";
import { BrazeSendId } from "pulumi-braze";

const campaignId = new Config().require("campaignId");

// A custom send ID: known in the preview, recognizable in Braze, and recoverable if a response is lost.
const winterSale = new BrazeSendId("winter-sale", { campaignId, sendId: "winter-sale-2026" });

// Braze generates this one. Nobody can look it up again, so add `{ protect: true }` before you use it.
const newsletter = new BrazeSendId("newsletter", { campaignId });

export const sendIds = {
  winterSale: winterSale.sendId,
  newsletter: newsletter.sendId,
};
