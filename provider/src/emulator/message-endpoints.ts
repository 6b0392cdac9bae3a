import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  campaignIdProblem,
  defineEndpoint,
  type EndpointContext,
  reject,
  sendIdProblem,
  unknownCampaign,
} from "./define-endpoint";

/** The names of channels in the figures, by that of their message in a request. Others have one name. */
const channelNames: ReadonlyMap<string, string> = new Map([
  ["apple_push", "ios_push"],
  ["content_card", "content_cards"],
  ["in-app_message", "in_app_message"],
]);

/** Any channel is accepted, but every message is kept. Braze has about ten channels. */
const maxChannels = 20;
const maxChannelLength = 64;

const fields = {
  campaign_id: z.string(campaignIdProblem).optional(),
  send_id: z.string(sendIdProblem).max(64, sendIdProblem).optional(),
  broadcast: z.boolean().optional(),
  external_user_ids: z.array(z.unknown()).optional(),
  user_aliases: z.array(z.unknown()).optional(),
  recipients: z.array(z.unknown()).optional(),
  segment_id: z.string().optional(),
  audience: z.unknown().optional(),
};
type Message = z.output<z.ZodObject<typeof fields>>;

const messages = z.record(
  z.string(),
  z.looseObject({ message_variation_id: z.string().optional() }),
  "messages must be an object",
);

const success = z.object({
  message: z.literal("success"),
  dispatch_id: z.string().regex(/^[0-9a-f]{32}$/),
  send_id: z.string().optional(),
});

/** @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_send_messages/ */
export const sendMessage = defineEndpoint({
  method: "POST",
  path: "/messages/send",
  name: "SendMessages",
  summary: "Send messages",
  permission: "messages.send",
  limit: "hourly",
  request: withRecipients(z.object({ ...fields, messages: messages.default({}) }))
    .refine((it) => Object.keys(it.messages).length > 0, "messages must have at least one message")
    .refine((it) => {
      const names = Object.keys(it.messages);
      return names.length <= maxChannels && names.every(({ length }) => length <= maxChannelLength);
    }, "messages has unknown channels")
    .refine(
      (it) =>
        it.campaign_id === undefined || Object.values(it.messages).every((one) => one.message_variation_id),
      "message_variation_id is required for each message if campaign_id is given",
    ),
  success,
  handle: (message, context) =>
    send(
      message,
      Object.keys(message.messages).map((name) => channelNames.get(name) ?? name),
      context,
    ),
});

/** @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_send_triggered_campaigns/ */
export const triggerCampaign = defineEndpoint({
  method: "POST",
  path: "/campaigns/trigger/send",
  name: "TriggerCampaign",
  summary: "Send messages of an API-triggered campaign",
  permission: "campaigns.trigger.send",
  limit: "hourly",
  request: withRecipients(z.object({ ...fields, campaign_id: z.string(campaignIdProblem) })),
  success,
  handle: (message, context) =>
    send(message, context.workspace.campaigns.find(message.campaign_id)?.channels ?? [], context),
});

function withRecipients<Schema extends z.ZodType<Message>>(schema: Schema): Schema {
  return schema
    .refine(
      (it) => it.send_id === undefined || it.campaign_id !== undefined,
      "campaign_id is required if send_id is given",
    )
    .refine(
      (it) =>
        countNamed(it) > 0 ||
        it.broadcast === true ||
        it.segment_id !== undefined ||
        it.audience !== undefined,
      "external_user_ids, user_aliases, recipients, segment_id, audience or broadcast is required",
    );
}

const countNamed = ({ external_user_ids = [], user_aliases = [], recipients = [] }: Message) =>
  external_user_ids.length + user_aliases.length + recipients.length;

function send(message: Message, channels: readonly string[], { workspace, options, now }: EndpointContext) {
  const { campaign_id: campaignId, send_id: sendId } = message;
  if (campaignId !== undefined && !workspace.campaigns.find(campaignId)) return reject(400, unknownCampaign);
  const isRegistered = sendId === undefined || workspace.has(campaignId ?? "", sendId);
  if (!isRegistered && options.unregisteredSendId === "error")
    return reject(400, "send_id was not created for this campaign");
  workspace.recordMessage({
    ...(campaignId !== undefined && { campaignId }),
    ...(sendId !== undefined && { sendId }),
    channels,
    recipients: countNamed(message) || options.audienceSize,
    at: now,
  });
  return {
    status: 201,
    body: {
      message: "success" as const,
      dispatch_id: randomUUID().replaceAll("-", ""),
      ...(sendId !== undefined && options.repeatSendId && { send_id: sendId }),
    },
  };
}
