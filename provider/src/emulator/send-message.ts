import { randomUUID } from "node:crypto";
import { z } from "zod";
import { campaignIdProblem, sendIdProblem, unknownCampaign } from "./api-schemas";
import {
  type Decision,
  type Endpoint,
  hourlyLimitHeaders,
  type ReadRequest,
  reject,
  rejectProblems,
} from "./endpoint";
import type { Policy } from "./options";
import type { Workspace } from "./workspaces";

/** The names of message objects in a request, and of their channels in the figures. */
const channels: ReadonlyMap<string, string> = new Map([
  ["apple_push", "ios_push"],
  ["content_card", "content_cards"],
  ["in-app_message", "in_app_message"],
]);

/** Any channel is accepted, but every message is kept. Braze has about ten channels. */
const maxChannels = 20;
const maxChannelLength = 64;

const recipients = {
  broadcast: z.boolean().optional(),
  external_user_ids: z.array(z.unknown()).optional(),
  user_aliases: z.array(z.unknown()).optional(),
  recipients: z.array(z.unknown()).optional(),
  segment_id: z.string().optional(),
  audience: z.unknown().optional(),
};
const request = z.object({
  campaign_id: z.string(campaignIdProblem).optional(),
  send_id: z.string(sendIdProblem).max(64, sendIdProblem).optional(),
  ...recipients,
  messages: z
    .record(
      z.string(),
      z.looseObject({ message_variation_id: z.string().optional() }),
      "messages must be an object",
    )
    .optional(),
});
type Message = z.output<typeof request>;

/** `POST /messages/send`. @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_send_messages/ */
export const sendMessage: Endpoint = {
  method: "POST",
  path: "/messages/send",
  permission: "messages.send",
  limitHeaders: hourlyLimitHeaders,
  handle: (received, ...rest) =>
    handle(received, ...rest, ({ messages = {}, campaign_id: campaignId }) => {
      const names = Object.keys(messages);
      const problems = names.length === 0 ? ["messages must have at least one message"] : [];
      if (names.length > maxChannels || names.some((name) => name.length > maxChannelLength))
        problems.push("messages has unknown channels");
      if (
        campaignId !== undefined &&
        Object.values(messages).some((message) => !message.message_variation_id)
      )
        problems.push("message_variation_id is required for each message if campaign_id is given");
      return { problems, channels: names.map((name) => channels.get(name) ?? name) };
    }),
};

/** `POST /campaigns/trigger/send`. @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_send_triggered_campaigns/ */
export const triggerCampaign: Endpoint = {
  method: "POST",
  path: "/campaigns/trigger/send",
  permission: "campaigns.trigger.send",
  limitHeaders: hourlyLimitHeaders,
  handle: (received, ...rest) =>
    handle(received, ...rest, ({ campaign_id: campaignId }, workspace) => ({
      problems: campaignId === undefined ? [campaignIdProblem] : [],
      channels: workspace.campaigns.find(campaignId ?? "")?.channels ?? [],
    })),
};

function handle(
  { json }: ReadRequest,
  workspace: Workspace,
  policy: Policy,
  now: Date,
  read: (message: Message, workspace: Workspace) => { problems: string[]; channels: readonly string[] },
): Decision {
  const { data: message, error } = request.safeParse(json);
  if (error) return rejectProblems(error.issues.map(({ message }) => message));
  const { problems, channels } = read(message, workspace);
  if (problems.length > 0) return rejectProblems(problems);
  const { campaign_id: campaignId, send_id: sendId } = message;
  if (campaignId !== undefined && !workspace.campaigns.find(campaignId)) return reject(400, unknownCampaign);
  if (sendId !== undefined && campaignId === undefined)
    return reject(400, "campaign_id is required if send_id is given");
  if (
    sendId !== undefined &&
    policy.unregisteredSendId === "error" &&
    !workspace.has(campaignId ?? "", sendId)
  ) {
    return reject(400, "send_id was not created for this campaign");
  }
  const recipients = countRecipients(message, policy);
  if (recipients === 0)
    return reject(
      400,
      "external_user_ids, user_aliases, recipients, segment_id, audience or broadcast is required",
    );
  workspace.recordMessage({
    ...(campaignId !== undefined && { campaignId }),
    ...(sendId !== undefined && { sendId }),
    channels,
    recipients,
    at: now,
  });
  return {
    status: 201,
    body: {
      message: "success",
      dispatch_id: randomUUID().replaceAll("-", ""),
      ...(sendId !== undefined && policy.repeatSendId && { send_id: sendId }),
    },
  };
}

/** The users that are listed or, for an audience, the configured number. */
function countRecipients(message: Message, { audienceSize }: Policy): number {
  const named = [message.external_user_ids, message.user_aliases, message.recipients].reduce(
    (sum, list) => sum + (list?.length ?? 0),
    0,
  );
  if (named > 0) return named;
  const audience =
    message.broadcast === true || message.segment_id !== undefined || message.audience !== undefined;
  return audience ? audienceSize : 0;
}
