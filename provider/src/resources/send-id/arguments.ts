import { z } from "zod";
import { escapeText } from "../../text/escape";

const findIdentifier =
  "Find the Campaign API Identifier at the bottom of the campaign's page in Braze, or under Settings > APIs and Identifiers.";

const controlCharacter = /\p{Cc}/u;

/**
 * How many characters an argument may have. Braze documents only the limit of a send ID. All campaign identifiers that are known
 * have 36.
 */
const maxLengths = { campaignId: 256, sendId: 64, workspace: 256 };

const tooLong = (argument: keyof typeof maxLengths, { length }: string) =>
  length > maxLengths[argument] && `must have at most ${maxLengths[argument]} characters, but has ${length}.`;

function* campaignIdProblems(value: string): Generator<string, void> {
  if (value.trim() === "") return yield `must not be empty. ${findIdentifier}`;
  if (value !== value.trim()) yield "must not have leading or trailing whitespace.";
  if (controlCharacter.test(value.trim())) yield "must not contain control characters.";
  if (/^[0-9a-f]{24}$/i.test(value.trim())) {
    yield `is the 24-character ID from the dashboard URL, which Braze's API does not accept. ${findIdentifier}`;
  }
  if (value.includes("/")) yield `must be an identifier, not a URL or a path. ${findIdentifier}`;
  const limit = tooLong("campaignId", value);
  if (limit) yield `${limit} ${findIdentifier}`;
}

function* sendIdProblems(value: string): Generator<string, void> {
  if (value.trim() === "") {
    return yield "must not be empty. Use 1 to 64 ASCII characters, or omit sendId to let Braze generate one.";
  }
  if (value !== value.trim()) yield "must not have leading or trailing whitespace.";
  if (controlCharacter.test(value.trim())) yield "must not contain control characters.";
  const foreign = /[^\p{ASCII}]/u.exec(value)?.[0];
  if (foreign !== undefined)
    yield `must contain only ASCII characters, but contains "${escapeText(foreign)}".`;
  const limit = tooLong("sendId", value);
  if (limit) yield limit;
}

function* workspaceProblems(value: string): Generator<string, void> {
  if (value.trim() === "") {
    yield "must not be empty. Use a name under braze:workspaces, or omit workspace to use the default workspace.";
  }
  const limit = tooLong("workspace", value);
  if (limit) yield limit;
}

const typeName = (value: unknown) =>
  value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;

function text(problems: (value: string) => Iterable<string>, required?: string) {
  return z
    .string({
      error: ({ input }) => (input === undefined ? required : `must be a string, but is ${typeName(input)}.`),
    })
    .superRefine((value, context) => {
      for (const message of problems(value)) context.addIssue(message);
    });
}

/**
 * The arguments of a send ID. Their meaning, limits and examples are defined here only: validation,
 * `BrazeSendIdArgs` (by `npm run generate`), the plugin's schema and the reference are made from this schema.
 *
 * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
 */
export const sendIdArguments = z
  .strictObject(
    {
      campaignId: text(campaignIdProblems, `is required. ${findIdentifier}`).meta({
        description:
          "Campaign API Identifier of the campaign whose sends the send ID groups. Find it at the bottom of the " +
          "campaign's page in Braze, or under Settings > APIs and Identifiers. The 24-character ID from the dashboard " +
          `URL is rejected, and so is a text with more than ${maxLengths.campaignId} characters. Changing it replaces the ` +
          "send ID: another one is created and counts toward the daily limit. With `adopt: true`, it is recorded instead.",
        examples: ["d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3"],
        see: "https://www.braze.com/docs/api/identifier_types/",
      }),
      sendId: text(sendIdProblems)
        .optional()
        .meta({
          description:
            "Custom send ID: 1 to 64 ASCII characters, without control characters or leading or trailing whitespace. " +
            "If omitted, Braze generates one. Changing it to another value replaces the send ID. Removing it, or " +
            "setting it to the value that Braze generated, changes nothing.",
          defaultValue: "Braze generates one",
          examples: ["winter-sale-2026"],
          see: "https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/",
        }),
      workspace: text(workspaceProblems)
        .optional()
        .meta({
          description:
            "Workspace to create the send ID in: a name under `braze:workspaces` in the configuration. Changing it " +
            "replaces the send ID.",
          defaultValue:
            "the default workspace, configured by `braze:apiKey` and `braze:instance` or `braze:endpoint`",
          examples: ["outdoor-brand"],
          see: "https://www.pulumi.com/docs/iac/concepts/config/",
        }),
      adopt: z
        .boolean({ error: ({ input }) => `must be true or false, but is ${typeName(input)}.` })
        .optional()
        .meta({
          description:
            "Records an existing send ID without sending a request and without using the daily limit. Requires " +
            "`sendId`. Braze offers no way to check whether the send ID exists. Changing `adopt` later changes " +
            "nothing. Remove it once the send ID is recorded, so that a later replacement creates a send ID.",
          defaultValue: "false",
          examples: [true],
          see: "https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/",
        }),
    },
    {
      error: () => `is not an argument of a send ID. The arguments are ${argumentNames()}.`,
    },
  )
  .refine(({ adopt, sendId }) => adopt !== true || sendId !== undefined, {
    path: ["sendId"],
    error: "is required with adopt: true, which records an existing send ID.",
    // Runs even if other arguments are invalid, so that one preview reports all problems.
    when: () => true,
  })
  .meta({ description: "Arguments of a {@link BrazeSendId}." });

const argumentNames = (): string => new Intl.ListFormat("en").format(Object.keys(sendIdArguments.shape));

/** The arguments of a send ID whose values are all known. */
export type SendIdArguments = z.output<typeof sendIdArguments>;
