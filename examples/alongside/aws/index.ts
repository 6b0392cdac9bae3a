import * as aws from "@pulumi/aws";
import { asset, Config, getStack } from "@pulumi/pulumi";
import { BrazeSendId } from "pulumi-braze";

const campaignId = new Config().require("campaignId");
const { sendId } = new BrazeSendId("winter-sale", { campaignId, sendId: "winter-sale-2026" });

// For services that look up the send ID by the name of a parameter.
new aws.ssm.Parameter("winter-sale", {
  name: `/braze/${getStack()}/winter-sale`,
  type: "String",
  value: sendId,
});

// For a function that reads the send ID from its environment.
const role = new aws.iam.Role("sender", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});
new aws.lambda.Function("sender", {
  role: role.arn,
  runtime: aws.lambda.Runtime.NodeJS22dX,
  handler: "index.handler",
  code: new asset.FileArchive("sender"),
  environment: { variables: { BRAZE_CAMPAIGN_ID: campaignId, BRAZE_SEND_ID: sendId } },
});
