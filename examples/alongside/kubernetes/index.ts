import * as kubernetes from "@pulumi/kubernetes";
import { Config } from "@pulumi/pulumi";
import { BrazeSendId } from "pulumi-braze";

const campaignId = new Config().require("campaignId");
const declare = (sendId: string) => new BrazeSendId(sendId, { campaignId, sendId }).sendId;

// A container gets these values as environment variables with `envFrom` and the name of the ConfigMap.
const sendIds = new kubernetes.core.v1.ConfigMap("braze-send-ids", {
  data: {
    BRAZE_CAMPAIGN_ID: campaignId,
    BRAZE_SEND_ID_OPENING: declare("winter-sale-2026-opening"),
    BRAZE_SEND_ID_LAST_DAY: declare("winter-sale-2026-last-day"),
  },
});

export const configMap = sendIds.metadata.name;
