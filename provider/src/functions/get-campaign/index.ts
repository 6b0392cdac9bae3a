import { z } from "zod";
import {
  campaignResult,
  defineFunction,
  includeArchivedArgument,
  textArgument,
  toResult,
  workspaceArgument,
} from "../definition";
import { failWithoutMatch } from "./messages";

export const getCampaign = defineFunction({
  name: "getCampaign",
  description:
    "Looks up a campaign by its name. It reads from Braze in a preview, too, and requires a key with the `campaigns.list` permission. " +
    "If not exactly one campaign has the name, it fails and lists up to ten campaigns to choose from.",
  arguments: z.strictObject(
    {
      name: textArgument("name").meta({ description: "The whole name, as Braze shows it." }),
      workspace: workspaceArgument,
      includeArchived: includeArchivedArgument,
    },
    { error: "is not an argument of getCampaign. The arguments are name, workspace, and includeArchived." },
  ),
  result: campaignResult,
  async call({ name, workspace, includeArchived = false }, { list }) {
    const listing = await list(workspace);
    const named = listing.campaigns.filter((campaign) => campaign.name === name);
    const found = named.filter(({ archived }) => includeArchived || !archived);
    const [match] = found;
    if (match === undefined || found.length > 1)
      return failWithoutMatch(name, found.length > 1 ? found : named, listing);
    return toResult(match);
  },
});
