import { Config } from "@pulumi/pulumi";
import { BrazeSendId } from "pulumi-braze";

const campaignId = new Config().require("campaignId");

// Braze generates this one.
const newsletter = new BrazeSendId("newsletter", { campaignId });

// This one has a name of your own.
const winterSale = new BrazeSendId("winter-sale", { campaignId, sendId: "winter-sale-2026" });

export const sendIds = {
  newsletter: newsletter.sendId,
  winterSale: winterSale.sendId,
};
