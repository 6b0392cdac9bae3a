import { createdText, namedWorkspace } from "../stack/state";
import type { Cell } from "../text/csv";
import type { Report } from "./report";
import type { Result } from "./results";
import type { Figures } from "./series";

/** The results as rows: one for each day, channel and figure, and one for a send ID without any. */
export function toRows(report: Report): Cell[][] {
  const header = [
    "project",
    "stack",
    "name",
    "workspace",
    "provider",
    "campaign_id",
    "send_id",
    "created_at",
    "status",
    "date",
    "channel",
    "figure",
    "value",
  ];
  const rows = report.results.flatMap((result): Cell[][] => {
    const { sendId, outcome } = result;
    const start: Cell[] = [
      sendId.project,
      sendId.stack,
      sendId.name,
      namedWorkspace(sendId),
      sendId.provider?.name,
      sendId.campaignId,
      sendId.sendId,
      createdText(sendId),
      statusOf(result),
    ];
    if (outcome.kind !== "data") return [[...start, undefined, undefined, undefined, undefined]];
    return outcome.series.days.flatMap(({ date, channels, overall }) =>
      [...channels, ["", overall] as const].flatMap(([channel, figures]) =>
        [...figures].map(([name, value]): Cell[] => [...start, date, channel, name, value]),
      ),
    );
  });
  return [header, ...rows];
}

/** The results as JSON, including Braze's response. */
export function toRecord(report: Report): unknown {
  return {
    readAt: report.readAt.toISOString(),
    days: report.days,
    results: report.results.map((result) => {
      const { sendId, outcome } = result;
      return {
        project: sendId.project,
        stack: sendId.stack,
        name: sendId.name,
        workspace: sendId.workspace ?? null,
        provider: sendId.provider?.name ?? null,
        campaignId: sendId.campaignId,
        sendId: sendId.sendId,
        createdAt: sendId.createdAt?.toISOString() ?? null,
        secret: sendId.secret ?? [],
        status: statusOf(result),
        ...("body" in outcome ? {} : { reason: report.reasonOf(result) }),
        ...(outcome.kind === "data" && {
          totals: {
            channels: Object.fromEntries(
              [...outcome.series.channels].map(([channel, figures]) => [channel, toObject(figures)]),
            ),
            overall: toObject(outcome.series.overall),
          },
        }),
        ...("body" in outcome && { response: outcome.body }),
      };
    }),
  };
}

const statusOf = ({ outcome }: Result) => (outcome.kind === "not configured" ? "not read" : outcome.kind);

const toObject = (figures: Figures) => Object.fromEntries(figures);
