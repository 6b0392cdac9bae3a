import { BrazeSendId } from "pulumi-braze";

const campaignId = process.env.BENCH_CAMPAIGN as string;

for (let index = 0; index < Number(process.env.BENCH_COUNT); index++) {
  new BrazeSendId(`send-${index}`, { campaignId, sendId: `send-${campaignId[0]}-${index}` });
}
