import type { Result } from "../../provider/src/tracking/read-results";
import { toResultsPage } from "../../provider/src/tracking/results-as-page";
import { readSeries } from "../../provider/src/tracking/series";
import type { Page } from "./pages";

const firstDay = Date.parse("2026-11-11");

/** The page that `pulumi-braze results --html` writes. No real campaign has these figures. */
export function resultsPage(): Page {
  const results: Result[] = [
    result("newsletter-2026-w47", "2026-11-13T09:40:00Z", [
      ...[0, 0, 0, 8_150, 310, 120, 40, 20, 10, 0],
      ...[0, 0, 0, 0],
    ]),
    {
      sendId: sendId("newsletter-2026-w48", "2026-11-23T15:05:00Z"),
      outcome: { kind: "no data", body: {} },
    },
    result("winter-sale-2026", "2026-11-16T08:12:00Z", [
      ...[0, 0, 0, 0, 0],
      ...[12_340, 6_120, 420, 160, 90, 60, 30, 20, 10],
    ]),
  ];
  return {
    width: 1000,
    // The picture ends after the first send ID.
    height: 1308,
    html: toResultsPage({ results, days: 14, readAt: new Date("2026-11-24T10:00:00Z"), reasonOf: () => "" }),
  };
}

const sendId = (sendId: string, createdAt: string): Result["sendId"] => ({
  ...{ project: "marketing", stack: "prod", name: sendId, host: "dynamic", sendId },
  ...{ campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3", generated: false, adopted: false },
  createdAt: new Date(createdAt),
});

/** Results with these numbers of emails per day. All other figures are derived from them. */
function result(name: string, createdAt: string, emails: number[]): Result {
  const share = (count: number, percent: number) => Math.round((count * percent) / 100);
  const data = emails.map((sent, day) => ({
    time: new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10),
    messages: {
      email: [
        {
          sent,
          delivered: share(sent, 98.7),
          unique_opens: share(sent, 34.2),
          unique_clicks: share(sent, 6.8),
          unsubscribes: share(sent, 0.2),
          bounces: share(sent, 1.3),
        },
      ],
      ios_push: [
        {
          sent: share(sent, 18),
          direct_opens: share(sent, 1.6),
          total_opens: share(sent, 2.4),
          bounces: share(sent, 0.3),
        },
      ],
    },
    conversions: share(sent, 1.9),
    revenue: share(sent, 1.9) * 41.5,
    unique_recipients: share(sent, 99),
  }));
  const body = { data };
  return { sendId: sendId(name, createdAt), outcome: { kind: "data", series: readSeries(body), body } };
}
