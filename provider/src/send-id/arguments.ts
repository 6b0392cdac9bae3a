import { z } from "zod";

const whereToFindIt =
  "The Campaign API Identifier stands at the bottom of the campaign's page in Braze, and under Settings > APIs and Identifiers";

const controlCharacter = /\p{Cc}/u;

function* campaignIdFaults(value: string): Generator<string, void> {
  if (value.trim() === "") return yield `is blank. ${whereToFindIt}.`;
  if (value !== value.trim()) yield "has blanks around it. Remove them.";
  if (controlCharacter.test(value.trim())) yield "contains a control character. Remove it.";
  if (/^[0-9a-f]{24}$/i.test(value.trim())) {
    yield `is the 24-digit id of the dashboard's address, which the API does not know. ${whereToFindIt}.`;
  }
  if (value.includes("/")) yield `is an address or a path, not an identifier. ${whereToFindIt}.`;
}

function* sendIdFaults(value: string): Generator<string, void> {
  if (value.trim() === "") {
    return yield "is blank. Give 1 to 64 ASCII characters, or leave sendId out and Braze generates one.";
  }
  if (value !== value.trim()) yield "has blanks around it. Remove them.";
  if (controlCharacter.test(value.trim())) yield "contains a control character. Remove it.";
  const foreign = /[^\p{ASCII}]/u.exec(value)?.[0];
  if (foreign !== undefined) yield `contains "${foreign}". Braze accepts ASCII characters only.`;
  if (value.length > 64) yield `has ${value.length} characters. Braze accepts at most 64.`;
}

function* workspaceFaults(value: string): Generator<string, void> {
  if (value.trim() === "") {
    yield "is blank. Give a name under braze:workspaces, or leave workspace out to use the default connection.";
  }
}

const kindOf = (value: unknown) =>
  value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;

function text(faults: (value: string) => Iterable<string>, missing?: string) {
  return z
    .string({
      error: ({ input }) =>
        input === undefined && missing !== undefined ? missing : `must be a string, but is ${kindOf(input)}.`,
    })
    .superRefine((value, context) => {
      for (const message of faults(value)) context.addIssue({ code: "custom", message });
    });
}

/**
 * The arguments of a send ID. Their meaning, limits and examples are written here and nowhere else: validation,
 * `BrazeSendIdArgs` (by `npm run generate`) and the reference are all made from this schema.
 *
 * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
 */
export const sendIdArguments = z
  .strictObject(
    {
      campaignId: text(campaignIdFaults, `is missing. ${whereToFindIt}.`).meta({
        description:
          "The Campaign API Identifier of the campaign whose sends the ID groups: shown at the bottom of the campaign's " +
          "page in Braze and under Settings > APIs and Identifiers. It is neither the 24-digit id nor the address of the " +
          "dashboard's page; both are refused. Changing it replaces the send ID: another one is created, and counted; beside " +
          "`adopt: true` it is recorded instead.",
        examples: ["d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3"],
        see: "https://www.braze.com/docs/api/identifier_types/",
      }),
      sendId: text(sendIdFaults)
        .optional()
        .meta({
          description:
            "Your own send ID: 1 to 64 ASCII characters, without control characters or blanks around it. Left out, Braze " +
            "generates one. Changing it to another value replaces the send ID; removing it, or setting it to the value " +
            "Braze generated, changes nothing.",
          leftOut: "Braze generates one",
          examples: ["winter-sale-2026"],
          see: "https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/",
        }),
      workspace: text(workspaceFaults)
        .optional()
        .meta({
          description:
            "The workspace to create the send ID in: a name under `braze:workspaces` in the stack's configuration. " +
            "Changing it replaces the send ID.",
          leftOut: "the connection configured by `braze:apiKey` and `braze:endpoint` or `braze:instance`",
          examples: ["outdoor-brand"],
          see: "https://www.pulumi.com/docs/iac/concepts/config/",
        }),
      adopt: z
        .boolean({ error: ({ input }) => `must be true or false, but is ${kindOf(input)}.` })
        .optional()
        .meta({
          description:
            "Record a send ID that already exists in Braze: no request is sent and nothing is counted towards the daily " +
            "limit. Needs `sendId`. Whether it really exists cannot be asked of Braze. Turning it on or off later changes nothing: once recorded, remove it, so that a later change of the campaign creates.",
          leftOut: "false",
          examples: [true],
          see: "https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/",
        }),
    },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? `is not an argument of BrazeSendId. It takes campaignId, sendId, workspace and adopt.`
          : undefined,
    },
  )
  .refine(({ adopt, sendId }) => adopt !== true || sendId !== undefined, {
    path: ["adopt"],
    error: "needs sendId: it records an existing send ID, so it must be told which.",
    // A fault elsewhere must not hide this one: a person gets all of them in one preview.
    when: ({ value }) => typeof value === "object" && value !== null,
  })
  .meta({ description: "The arguments of a {@link BrazeSendId}." });

/** The arguments once their values are known. */
export type SendIdArguments = z.output<typeof sendIdArguments>;
