import { toCsv } from "../text/csv";
import { escapeText } from "../text/escape";
import { toJson } from "../text/json";
import { toTable } from "../text/table";
import type { InterruptedCreate, RecordedSendId, StackState } from "./state";

/** The format of a list of send IDs. */
export type ListFormat = "terminal" | "json" | "csv" | "pairs";

/** How the terminal shows a create that was interrupted. */
export const interruptedCreate = "interrupted: may exist";

/** Lists the send IDs that states record, and the creates that were interrupted. */
export function listSendIds(states: readonly StackState[], format: ListFormat, now: Date): string {
  const sendIds = states.flatMap(({ sendIds }) => sendIds);
  const interrupted = states.flatMap(({ interrupted }) => interrupted);
  if (format === "json") return asJson(sendIds, interrupted, now);
  if (format === "csv") return asCsv(sendIds, interrupted, now);
  if (format === "pairs") {
    return sendIds
      .map(({ campaignId, sendId }) => `${escapeText(`${campaignId}:${sendId}`, Infinity)}\n`)
      .join("");
  }
  return asTable(sendIds, interrupted, now);
}

function asTable(
  sendIds: readonly RecordedSendId[],
  interrupted: readonly InterruptedCreate[],
  now: Date,
): string {
  if (sendIds.length === 0 && interrupted.length === 0) return "The stacks have no send IDs.\n";
  const all = [...sendIds, ...interrupted];
  const severalStacks = new Set(all.map(({ project, stack }) => JSON.stringify([project, stack]))).size > 1;
  const withWorkspaces = sendIds.some(({ workspace, provider }) => (workspace ?? provider) !== undefined);
  const columns = (cells: { stack: string; workspace: string; others: string[] }) => [
    ...(severalStacks ? [cells.stack] : []),
    ...(withWorkspaces ? [cells.workspace] : []),
    ...cells.others,
  ];
  const rows = [
    columns({
      stack: "STACK",
      workspace: "WORKSPACE",
      others: ["NAME", "CAMPAIGN", "SEND ID", "CREATED (UTC)", "AGE", "ORIGIN"],
    }),
    ...sendIds.map((sendId) =>
      columns({
        stack: escapeText(`${sendId.project}/${sendId.stack}`),
        workspace: workspaceText(sendId),
        others: [
          ...[sendId.name, sendId.campaignId, sendId.sendId].map((text) => escapeText(text)),
          sendId.createdAt?.toISOString().slice(0, 16).replace("T", " ") ?? "-",
          ageText(ageInDays(sendId, now)),
          originOf(sendId),
        ],
      }),
    ),
    ...interrupted.map(({ project, stack, name, campaignId, sendId }) =>
      columns({
        stack: escapeText(`${project}/${stack}`),
        workspace: "?",
        others: [escapeText(name), escapeText(campaignId ?? "?"), escapeText(sendId ?? "?")].concat([
          "-",
          "-",
          interruptedCreate,
        ]),
      }),
    ),
  ];
  return `${toTable(rows).join("\n")}\n`;
}

function asJson(
  sendIds: readonly RecordedSendId[],
  interrupted: readonly InterruptedCreate[],
  now: Date,
): string {
  return toJson({
    version: 1,
    sendIds: sendIds.map((sendId) => ({
      project: sendId.project,
      stack: sendId.stack,
      name: sendId.name,
      host: sendId.host,
      workspace: sendId.workspace ?? null,
      provider: sendId.provider?.name ?? null,
      campaignId: sendId.campaignId,
      sendId: sendId.sendId,
      createdAt: sendId.createdAt?.toISOString() ?? null,
      ageInDays: ageInDays(sendId, now) ?? null,
      origin: originOf(sendId),
    })),
    interrupted: interrupted.map(({ project, stack, name, campaignId, sendId }) => ({
      ...{ project, stack, name },
      campaignId: campaignId ?? null,
      sendId: sendId ?? null,
    })),
  });
}

function asCsv(
  sendIds: readonly RecordedSendId[],
  interrupted: readonly InterruptedCreate[],
  now: Date,
): string {
  const header = [
    ...["project", "stack", "name", "host", "workspace", "provider"],
    ...["campaign_id", "send_id", "created_at", "age_days", "origin"],
  ];
  return toCsv([
    header,
    ...sendIds.map((sendId) => [
      ...[sendId.project, sendId.stack, sendId.name, sendId.host, sendId.workspace, sendId.provider?.name],
      ...[sendId.campaignId, sendId.sendId, sendId.createdAt?.toISOString()],
      ...[ageInDays(sendId, now), originOf(sendId)],
    ]),
    ...interrupted.map(({ project, stack, name, campaignId, sendId }) => [
      ...[project, stack, name, undefined, undefined, undefined],
      ...[campaignId, sendId, undefined, undefined, "interrupted"],
    ]),
  ]);
}

/** How the send ID came to be in the stack. One that was imported, or that `get` reads, existed before. */
function originOf({ generated, adopted, createdAt }: RecordedSendId) {
  if (adopted) return "adopted";
  if (createdAt === undefined) return "existing";
  return generated ? "generated" : "custom";
}

const workspaceText = ({ workspace, provider }: RecordedSendId) => {
  if (provider === undefined) return workspace === undefined ? "(default)" : escapeText(workspace);
  const own = workspace === undefined ? "" : ` ${escapeText(workspace)}`;
  return `(provider) ${escapeText(provider.name)}${own}`;
};

/** Whole days since the create; 0 if this machine's clock is behind. */
const ageInDays = ({ createdAt }: RecordedSendId, now: Date) =>
  createdAt && Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / 86_400_000));

const ageText = (days: number | undefined) => (days === undefined ? "-" : days === 0 ? "< 1 d" : `${days} d`);
