import { z } from "zod";
import { filterCampaigns } from "../../braze/read-campaigns";
import { compareNames } from "../../text/names";
import {
  campaignResult,
  defineFunction,
  includeArchivedArgument,
  textArgument,
  toResult,
  workspaceArgument,
} from "../definition";

export const getCampaigns = defineFunction({
  name: "getCampaigns",
  description:
    "Lists campaigns in the order of their names. It reads from Braze in a preview, too, and requires a key with the " +
    "`campaigns.list` permission.",
  arguments: z.strictObject(
    {
      nameContains: textArgument("nameContains").optional().meta({
        description:
          "Only campaigns whose name contains this text, in upper or lower case. Default: any name.",
      }),
      tags: z
        .array(textArgument("each of tags"), { error: "tags must be a list of strings." })
        .optional()
        .meta({
          description:
            "Only campaigns that have all of these tags, in upper or lower case. Default: any tags.",
        }),
      workspace: workspaceArgument,
      includeArchived: includeArchivedArgument,
    },
    {
      error:
        "is not an argument of getCampaigns. The arguments are nameContains, tags, workspace, and includeArchived.",
    },
  ),
  result: z.object({
    campaigns: z.array(campaignResult).meta({ description: "The campaigns, in the order of their names." }),
  }),
  async call({ nameContains, tags, workspace, includeArchived = false }, { list }) {
    const { campaigns } = await list(workspace);
    const found = filterCampaigns(campaigns, {
      ...(nameContains !== undefined && { text: nameContains }),
      ...(tags !== undefined && { tags }),
    });
    return {
      campaigns: found
        .filter(({ archived }) => includeArchived || !archived)
        // Names need not be unique: the identifier keeps the order the same.
        .sort((a, b) => compareNames(a.name, b.name) || compareNames(a.id, b.id))
        .map(toResult),
    };
  },
});
