import { toCsv } from "../text/csv";
import { escapeText } from "../text/escape";
import { toJson } from "../text/json";
import { toTable } from "../text/table";
import {
  createdText,
  type InterruptedCreate,
  interruptedOf,
  namedWorkspace,
  type RecordedSendId,
  type StackState,
  secretText,
  sendIdsOf,
  showSecrets,
} from "./state";

/** The format of a list of send IDs. */
export type ListFormat = "terminal" | "json" | "csv" | "pairs";

/** How the terminal shows a create that was interrupted. */
export const interruptedCreate = "interrupted: may exist";

/** Lists the send IDs that states record, and the creates that were interrupted. */
export function listSendIds(states: readonly StackState[], format: ListFormat, now: Date): string {
  const sendIds = sendIdsOf(states);
  const interrupted = interruptedOf(states);
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
  const withSecrets = all.some(({ secret }) => secret !== undefined);
  const severalStacks = new Set(all.map(({ project, stack }) => JSON.stringify([project, stack]))).size > 1;
  const withWorkspaces = sendIds.some((sendId) => workspaceText(sendId) !== workspaceText({}));
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
          createdText(sendId)?.slice(0, 16).replace("T", " ") ?? "-",
          ageText(ageInDays(sendId, now)),
          originOf(sendId) ?? secretText,
        ],
      }),
    ),
    ...interrupted.map((create) =>
      columns({
        stack: escapeText(`${create.project}/${create.stack}`),
        workspace: "?",
        others: [
          ...[create.name, interruptedText(create, "campaignId"), interruptedText(create, "sendId")].map(
            (text) => escapeText(text ?? "?"),
          ),
          ...["-", "-", interruptedCreate],
        ],
      }),
    ),
  ];
  const note = `\n${secretText}: this state does not show the value. The output of \`${showSecrets}\` does.\n`;
  return `${toTable(rows).join("\n")}\n${withSecrets ? note : ""}`;
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
      origin: originOf(sendId) ?? null,
      secret: sendId.secret ?? [],
    })),
    interrupted: interrupted.map(({ project, stack, name, campaignId, sendId, secret }) => ({
      ...{ project, stack, name },
      campaignId: campaignId ?? null,
      sendId: sendId ?? null,
      secret: secret ?? [],
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
      ...[sendId.project, sendId.stack, sendId.name, sendId.host, namedWorkspace(sendId)],
      ...[sendId.provider?.name, sendId.campaignId, sendId.sendId, createdText(sendId)],
      ...[ageInDays(sendId, now), originOf(sendId) ?? secretText],
    ]),
    ...interrupted.map((create) => [
      ...[create.project, create.stack, create.name, undefined, undefined, undefined],
      ...[interruptedText(create, "campaignId"), interruptedText(create, "sendId")],
      ...[undefined, undefined, "interrupted"],
    ]),
  ]);
}

/**
 * How the send ID came to be in the stack; undefined if it is secret. One that was imported, or that `get` reads, existed
 * before.
 */
function originOf({ generated, adopted, createdAt, secret }: RecordedSendId) {
  if (adopted) return "adopted";
  if (secret?.includes("adopt")) return undefined;
  if (createdAt === undefined && !secret?.includes("createdAt")) return "existing";
  return generated ? "generated" : "custom";
}

const interruptedText = (create: InterruptedCreate, property: "campaignId" | "sendId") =>
  create.secret?.includes(property) ? secretText : create[property];

const workspaceText = (sendId: Parameters<typeof namedWorkspace>[0] & Pick<RecordedSendId, "provider">) => {
  const workspace = namedWorkspace(sendId);
  if (sendId.provider === undefined) return workspace === undefined ? "(default)" : escapeText(workspace);
  const own = workspace === undefined ? "" : ` ${escapeText(workspace)}`;
  return `(provider) ${escapeText(sendId.provider.name)}${own}`;
};

/** Whole days since the create; 0 if this machine's clock is behind. */
const ageInDays = ({ createdAt }: RecordedSendId, now: Date) =>
  createdAt && Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / 86_400_000));

const ageText = (days: number | undefined) => (days === undefined ? "-" : days === 0 ? "< 1 d" : `${days} d`);
