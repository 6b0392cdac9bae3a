import { z } from "zod";
import type { Connection } from "../braze/connection";
import type { Campaign as ListedCampaign } from "../braze/read-campaigns";
import { maxSearchedLength } from "../failures/key-in-argument";
import { escapeLines } from "../text/escape";

/** The campaigns of one workspace, archived ones included. */
export interface Listing {
  connection: Connection;
  campaigns: readonly ListedCampaign[];
}

/** What a function can use. */
export interface FunctionContext {
  /**
   * The campaigns of a workspace. All calls share one list per connection.
   *
   * @throws {FunctionError}
   */
  list(workspace: string | undefined): Promise<Listing>;
}

/** A function of the provider. It reads, and never creates. The plugin, the schema, and both SDKs are made from it. */
export interface FunctionDefinition<Arguments extends z.ZodObject, Result extends z.ZodObject> {
  /** Its name in programs. Its token is `braze:index:` and the name. */
  name: string;
  description: string;
  arguments: Arguments;
  result: Result;
  call(args: z.output<Arguments>, context: FunctionContext): Promise<z.input<Result>>;
}

/** Lets a definition infer its types from its schemas. */
export const defineFunction = <Arguments extends z.ZodObject, Result extends z.ZodObject>(
  definition: FunctionDefinition<Arguments, Result>,
) => definition;

/** A call that has no result. The message is complete. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
  constructor(message: string) {
    super(escapeLines(message));
  }
}

const text = (name: string) =>
  z.string({
    error: ({ input }) => (input === undefined ? `${name} is required.` : `${name} must be a string.`),
  });

/** An argument that is a text with at least one character. A longer one than is searched for the key is rejected. */
export const textArgument = (name: string) =>
  text(name)
    .refine((value) => value.trim() !== "", { error: `${name} must not be empty.` })
    .refine((value) => value.length <= maxSearchedLength, {
      error: `${name} must have at most ${maxSearchedLength} characters.`,
    });

export const workspaceArgument = textArgument("workspace").optional().meta({
  description: "Workspace to look in: a name under `braze:workspaces`. Default: the default workspace.",
});

export const includeArchivedArgument = z
  .boolean({ error: "includeArchived must be true or false." })
  .optional()
  .meta({ description: "Whether archived campaigns are found, too. Default: false." });

export const campaignResult = z
  .object({
    campaignId: z
      .string()
      .meta({ description: "Campaign API Identifier, which `campaignId` of a send ID takes." }),
    name: z.string().meta({ description: "Name in Braze." }),
    tags: z.array(z.string()).meta({ description: "Tags in Braze." }),
    archived: z.boolean().meta({ description: "Whether the campaign is archived." }),
    lastEdited: z
      .string()
      .optional()
      .meta({ description: "When it was last edited: ISO 8601, as Braze sends it." }),
    isApiCampaign: z.boolean().optional().meta({
      description: "Braze's `is_api_campaign`. Its value for API-triggered campaigns is not documented.",
    }),
  })
  .meta({ title: "Campaign", description: "A campaign in Braze." });

/** A campaign as a function returns it, without what Braze does not say. */
export const toResult = ({ id, lastEdited, isApiCampaign, ...rest }: ListedCampaign) => ({
  campaignId: id,
  name: rest.name,
  tags: rest.tags,
  archived: rest.archived,
  ...(lastEdited !== null && { lastEdited }),
  ...(isApiCampaign !== null && { isApiCampaign }),
});
