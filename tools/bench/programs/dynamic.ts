import { BrazeSendId } from "pulumi-braze";

const campaignId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

for (let index = 0; index < Number(process.env.BENCH_COUNT); index++) {
  new BrazeSendId(`send-${index}`, { campaignId, sendId: `send-${index}` });
}
