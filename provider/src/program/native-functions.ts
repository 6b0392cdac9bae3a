// Generated from provider/src/functions by `npm run generate`. Do not edit.
import type { InvokeOptions, InvokeOutputOptions, Output } from "@pulumi/pulumi";
import { callOutputPlugin, callPlugin } from "./call-plugin";
import type * as types from "./function-types";

/**
 * Looks up a campaign by its name. It reads from Braze in a preview, too, and requires a key with the
 * `campaigns.list` permission. If not exactly one campaign has the name, it fails and lists up to ten
 * campaigns to choose from.
 */
export function getCampaign(
  args: types.GetCampaignArgs,
  opts?: InvokeOptions,
): Promise<types.GetCampaignResult> {
  return callPlugin("braze:index:getCampaign", args, opts);
}

/** {@link getCampaign} for arguments that are outputs. While they are not known yet, nothing is sent. */
export function getCampaignOutput(
  args: types.GetCampaignOutputArgs,
  opts?: InvokeOutputOptions,
): Output<types.GetCampaignResult> {
  return callOutputPlugin("braze:index:getCampaign", args, opts);
}

/**
 * Lists campaigns in the order of their names. It reads from Braze in a preview, too, and requires a key
 * with the `campaigns.list` permission.
 */
export function getCampaigns(
  args: types.GetCampaignsArgs = {},
  opts?: InvokeOptions,
): Promise<types.GetCampaignsResult> {
  return callPlugin("braze:index:getCampaigns", args, opts);
}

/** {@link getCampaigns} for arguments that are outputs. While they are not known yet, nothing is sent. */
export function getCampaignsOutput(
  args: types.GetCampaignsOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<types.GetCampaignsResult> {
  return callOutputPlugin("braze:index:getCampaigns", args, opts);
}
