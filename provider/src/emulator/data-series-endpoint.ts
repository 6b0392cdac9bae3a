import { z } from "zod";
import { campaignIdProblem, defineEndpoint, reject, sendIdProblem, unknownCampaign } from "./define-endpoint";
import type { CheckedOptions } from "./options";
import type { SentMessage } from "./workspaces";

const dayMs = 24 * 60 * 60 * 1000;
/** Braze keeps the figures of a send for 14 days. */
const retentionDays = 14;
const maxLength = 100;
const lengthProblem = `length must be a whole number from 1 to ${maxLength}`;

/** @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_send_analytics/ */
export const dataSeries = defineEndpoint({
  method: "GET",
  path: "/sends/data_series",
  name: "DataSeries",
  summary: "Figures of a send ID by day",
  permission: "sends.data_series",
  limit: "hourly",
  request: z.object({
    campaign_id: z.string(campaignIdProblem),
    send_id: z.string(sendIdProblem),
    length: z
      .string(lengthProblem)
      .regex(/^\d{1,3}$/, lengthProblem)
      .transform(Number)
      .refine((days) => days >= 1 && days <= maxLength, lengthProblem),
    ending_at: z
      .string()
      .transform((time) => Date.parse(time))
      // The days before it must be dates, too.
      .refine((time) => !Number.isNaN(new Date(time - maxLength * dayMs).getTime()), {
        error: "ending_at must be a time in ISO 8601",
      })
      .optional(),
  }),
  success: z.object({
    message: z.literal("success"),
    data: z.array(
      z.object({
        time: z.iso.date(),
        messages: z.record(z.string(), z.array(z.looseObject({ variation_name: z.string(), sent: z.int() }))),
        conversions: z.int(),
        conversions_by_send_time: z.int(),
        revenue: z.number(),
        unique_recipients: z.int(),
      }),
    ),
  }),
  handle({ campaign_id: campaignId, send_id: sendId, length, ending_at }, { workspace, options, now }) {
    if (!workspace.campaigns.find(campaignId)) return reject(400, unknownCampaign);
    const sent = workspace.messages.filter(
      (message) =>
        message.campaignId === campaignId &&
        message.sendId === sendId &&
        now.getTime() - message.at.getTime() <= retentionDays * dayMs,
    );
    if (sent.length === 0 && options.unusedSendId === "error")
      return reject(400, "No sends were found for the provided send_id");
    const end = ending_at ?? now.getTime();
    const days = Array.from({ length }, (_, index) => dayOf(new Date(end - (length - 1 - index) * dayMs)));
    const shown = sent.length > 0 || options.unusedSendId === "zeros" ? days : [];
    return {
      status: 200,
      body: { message: "success", data: shown.map((day) => figuresOf(day, sent, options)) },
    };
  },
});

const dayOf = (time: Date) => time.toISOString().slice(0, 10);

function figuresOf(day: string, sent: readonly SentMessage[], options: CheckedOptions) {
  const ofDay = sent.filter(({ at }) => dayOf(at) === day);
  const sums = new Map<string, number>();
  for (const { channels, recipients } of ofDay)
    for (const channel of channels) sums.set(channel, (sums.get(channel) ?? 0) + recipients);
  return {
    time: day,
    messages: Object.fromEntries(
      [...sums].map(([channel, sum]) => {
        const count = (rate: number) => Math.round(sum * rate);
        const interactions = interactionsOf(channel, sum, count(options.openRate), count(options.clickRate));
        return [channel, [{ variation_name: "Variation 1", sent: sum, ...interactions }]];
      }),
    ),
    conversions: 0,
    conversions_by_send_time: 0,
    revenue: 0,
    unique_recipients: ofDay.reduce((sum, { recipients }) => sum + recipients, 0),
  };
}

/** The figures of a channel. Every recipient opens and clicks at most once. Other channels only count what was sent. */
function interactionsOf(channel: string, sent: number, opens: number, clicks: number) {
  if (channel === "ios_push")
    return { direct_opens: opens, total_opens: opens, bounces: 0, body_clicks: clicks };
  if (channel !== "email") return {};
  return {
    delivered: sent,
    opens,
    unique_opens: opens,
    clicks,
    unique_clicks: clicks,
    unsubscribes: 0,
    bounces: 0,
    reported_spam: 0,
  };
}
