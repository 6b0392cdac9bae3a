// Generated from provider/src/functions by `npm run generate`. Do not edit.
import type { Input } from "@pulumi/pulumi";

/** A campaign in Braze. */
export interface Campaign {
  /** Campaign API Identifier, which `campaignId` of a send ID takes. */
  campaignId: string;

  /** Name in Braze. */
  name: string;

  /** Tags in Braze. */
  tags: string[];

  /** Whether the campaign is archived. */
  archived: boolean;

  /** When it was last edited: ISO 8601, as Braze sends it. */
  lastEdited?: string | undefined;

  /** Braze's `is_api_campaign`. Its value for API-triggered campaigns is not documented. */
  isApiCampaign?: boolean | undefined;
}

/** Arguments of {@link getCampaign}. */
export interface GetCampaignArgs {
  /** The whole name, as Braze shows it. */
  name: string;

  /** Workspace to look in: a name under `braze:workspaces`. Default: the default workspace. */
  workspace?: string | undefined;

  /** Whether archived campaigns are found, too. Default: false. */
  includeArchived?: boolean | undefined;
}

/** Arguments of {@link getCampaignOutput}. */
export interface GetCampaignOutputArgs {
  /** The whole name, as Braze shows it. */
  name: Input<string>;

  /** Workspace to look in: a name under `braze:workspaces`. Default: the default workspace. */
  workspace?: Input<string | undefined> | undefined;

  /** Whether archived campaigns are found, too. Default: false. */
  includeArchived?: Input<boolean | undefined> | undefined;
}

/** Result of {@link getCampaign}. */
export type GetCampaignResult = Campaign;

/** Arguments of {@link getCampaigns}. */
export interface GetCampaignsArgs {
  /** Only campaigns whose name contains this text, in upper or lower case. Default: any name. */
  nameContains?: string | undefined;

  /** Only campaigns that have all of these tags, in upper or lower case. Default: any tags. */
  tags?: string[] | undefined;

  /** Workspace to look in: a name under `braze:workspaces`. Default: the default workspace. */
  workspace?: string | undefined;

  /** Whether archived campaigns are found, too. Default: false. */
  includeArchived?: boolean | undefined;
}

/** Arguments of {@link getCampaignsOutput}. */
export interface GetCampaignsOutputArgs {
  /** Only campaigns whose name contains this text, in upper or lower case. Default: any name. */
  nameContains?: Input<string | undefined> | undefined;

  /** Only campaigns that have all of these tags, in upper or lower case. Default: any tags. */
  tags?: Input<Input<string>[] | undefined> | undefined;

  /** Workspace to look in: a name under `braze:workspaces`. Default: the default workspace. */
  workspace?: Input<string | undefined> | undefined;

  /** Whether archived campaigns are found, too. Default: false. */
  includeArchived?: Input<boolean | undefined> | undefined;
}

/** Result of {@link getCampaigns}. */
export interface GetCampaignsResult {
  /** The campaigns, in the order of their names. */
  campaigns: Campaign[];
}
