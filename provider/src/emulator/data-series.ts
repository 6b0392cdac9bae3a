import { campaignIdProblem, sendIdProblem, unknownCampaign } from "./api-schemas";
import { type Endpoint, hourlyLimitHeaders, rejectProblems } from "./endpoint";
import type { SentMessage } from "./workspaces";

const dayMs = 24 * 60 * 60 * 1000;
/** Braze keeps the figures of a send for 14 days. */
const retentionDays = 14;

/** `GET /sends/data_series`. @see https://www.braze.com/docs/api/endpoints/export/campaigns/get_send_analytics/ */
export const dataSeries: Endpoint = {
  method: "GET",
  path: "/sends/data_series",
  permission: "sends.data_series",
  limitHeaders: hourlyLimitHeaders,
  handle({ campaignId, sendId, query }, workspace, { unusedSendId }, now) {
    const length = Number(query.length);
    const endingAt = query.ending_at === undefined ? now.getTime() : Date.parse(query.ending_at);
    const problems = [
      ...(campaignId === undefined ? [campaignIdProblem] : []),
      ...(sendId === undefined ? [sendIdProblem] : []),
      ...(/^\d{1,3}$/.test(query.length ?? "") && length >= 1 && length <= 100
        ? []
        : ["length must be a whole number from 1 to 100"]),
      ...(isUsable(endingAt) ? [] : ["ending_at must be a time in ISO 8601"]),
    ];
    if (problems.length > 0) return rejectProblems(problems);
    if (!workspace.campaigns.find(campaignId ?? "")) return rejectProblems([unknownCampaign]);

    const sent = workspace.messages.filter(
      (message) =>
        message.campaignId === campaignId &&
        message.sendId === sendId &&
        now.getTime() - message.at.getTime() <= retentionDays * dayMs,
    );
    if (sent.length === 0 && unusedSendId === "error")
      return rejectProblems(["No sends were found for the provided send_id"]);
    const days = Array.from({ length }, (_, ago) => dayOf(new Date(endingAt - (length - 1 - ago) * dayMs)));
    const shown = sent.length > 0 || unusedSendId === "zeros" ? days : [];
    return {
      status: 200,
      body: { message: "success", data: shown.map((day) => figuresOf(day, sent)) },
    };
  },
};

/** Whether the days before a time are dates, too. */
const isUsable = (time: number) => !Number.isNaN(new Date(time - 100 * dayMs).getTime());

const dayOf = (time: Date) => time.toISOString().slice(0, 10);

/** Nobody opens a message that the emulator sends, so only sent messages are counted. */
function figuresOf(day: string, sent: readonly SentMessage[]) {
  const ofDay = sent.filter(({ at }) => dayOf(at) === day);
  const sums = new Map<string, number>();
  for (const { channels, recipients } of ofDay)
    for (const channel of channels) sums.set(channel, (sums.get(channel) ?? 0) + recipients);
  return {
    time: day,
    messages: Object.fromEntries(
      [...sums].map(([channel, count]) => [
        channel,
        [
          {
            variation_name: "Variation 1",
            sent: count,
            ...(interactions[channel] ?? {}),
            ...delivered(channel, count),
          },
        ],
      ]),
    ),
    conversions: 0,
    conversions_by_send_time: 0,
    revenue: 0,
    unique_recipients: ofDay.reduce((sum, { recipients }) => sum + recipients, 0),
  };
}

const delivered = (channel: string, count: number) => (channel === "email" ? { delivered: count } : {});

const interactions: Readonly<Record<string, Record<string, number>>> = {
  ios_push: { direct_opens: 0, total_opens: 0, bounces: 0, body_clicks: 0 },
  email: {
    opens: 0,
    unique_opens: 0,
    clicks: 0,
    unique_clicks: 0,
    unsubscribes: 0,
    bounces: 0,
    reported_spam: 0,
  },
};
