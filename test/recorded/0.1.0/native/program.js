const { BrazeSendId } = require("pulumi-braze/native");
const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
new BrazeSendId("generated", { campaignId });
const own = new BrazeSendId("own", { campaignId, sendId: "winter-sale" });
new BrazeSendId("adopted", { campaignId, sendId: "from/before", adopt: true });
new BrazeSendId("replaced", { campaignId: "0b8be5fa-1c2d-4e3f-8a9b-0c1d2e3f4a5b" });
new BrazeSendId("outdoor", { campaignId, workspace: "outdoor" });
new BrazeSendId("dependent", { campaignId, sendId: own.sendId.apply((sendId) => `${sendId}-2`) });
BrazeSendId.get("referenced", `${campaignId}/spring-sale`);
