import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { BrazeSendId } from "pulumi-braze";

export interface CampaignSendIdsArgs {
  campaignId: string;
  /** Weeks such as 2026-W51. */
  weeks: string[];
}

/** One send ID for each week of a campaign. */
export class CampaignSendIds extends ComponentResource {
  /** The send IDs by week. */
  readonly sendIds: Record<string, Output<string>> = {};

  constructor(name: string, { campaignId, weeks }: CampaignSendIdsArgs, opts?: ComponentResourceOptions) {
    super("example:braze:CampaignSendIds", name, {}, opts);
    for (const week of weeks) {
      const sendId = `${name}-${week.toLowerCase()}`;
      this.sendIds[week] = new BrazeSendId(sendId, { campaignId, sendId }, { parent: this }).sendId;
    }
    this.registerOutputs({ sendIds: this.sendIds });
  }
}
