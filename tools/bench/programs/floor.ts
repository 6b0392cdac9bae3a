/** The minimum cost of a dynamic provider: this one sends, loads and checks nothing. */
import * as pulumi from "@pulumi/pulumi";

const nothing: pulumi.dynamic.ResourceProvider = {
  async create(inputs) {
    return { id: inputs.sendId, outs: inputs };
  },
  async diff(_id, olds, news) {
    const changes = olds.campaignId !== news.campaignId;
    return { changes, replaces: changes ? ["campaignId"] : [] };
  },
};

class Nothing extends pulumi.dynamic.Resource {
  constructor(name: string, args: { campaignId: string; sendId: string }) {
    super(nothing, name, args);
  }
}

const campaignId = process.env.BENCH_CAMPAIGN as string;

for (let index = 0; index < Number(process.env.BENCH_COUNT); index++) {
  new Nothing(`send-${index}`, { campaignId, sendId: `send-${campaignId[0]}-${index}` });
}
