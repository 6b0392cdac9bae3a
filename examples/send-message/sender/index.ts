import { Config, StackReference } from "@pulumi/pulumi";

const sendIds = new StackReference(new Config().require("sendIdsStack"));

/** What a service that sends needs in its environment. */
export const environment = {
  BRAZE_CAMPAIGN_ID: sendIds.requireOutput("campaignId"),
  BRAZE_SEND_ID: sendIds.requireOutput("sendId"),
};
