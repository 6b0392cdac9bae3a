/**
 * A hand-written provider after the sample in Pulumi's documentation: one file, axios, and a replacement for every change.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
 */
import * as pulumi from "@pulumi/pulumi";
import axios from "axios";

interface SendIdInputs {
  campaignId: string;
  sendId?: string;
}

const sendIdProvider: pulumi.dynamic.ResourceProvider = {
  async create(inputs: SendIdInputs) {
    const response = await axios.post(
      `${process.env.BRAZE_REST_ENDPOINT}/sends/id/create`,
      { campaign_id: inputs.campaignId, send_id: inputs.sendId },
      { headers: { Authorization: `Bearer ${process.env.BRAZE_API_KEY}` } },
    );
    const sendId: string = response.data.send_id;
    return { id: sendId, outs: { ...inputs, sendId, createdAt: new Date().toISOString() } };
  },

  async diff(_id: string, olds: SendIdInputs, news: SendIdInputs) {
    const replaces: string[] = [];
    if (olds.campaignId !== news.campaignId) replaces.push("campaignId");
    if (news.sendId !== undefined && olds.sendId !== news.sendId) replaces.push("sendId");
    return { changes: replaces.length > 0, replaces };
  },
};

class SendId extends pulumi.dynamic.Resource {
  declare readonly sendId: pulumi.Output<string>;
  declare readonly createdAt: pulumi.Output<string>;

  constructor(name: string, args: SendIdInputs, opts?: pulumi.CustomResourceOptions) {
    super(sendIdProvider, name, { createdAt: undefined, ...args }, opts);
  }
}

const campaignId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

for (let index = 0; index < Number(process.env.BENCH_COUNT); index++) {
  new SendId(`send-${index}`, { campaignId, sendId: `send-${index}` });
}
