import { type Column, toCsvTable, toObject, toTerminalTable } from "../text/columns";
import { escapeText } from "../text/escape";
import { toJson } from "../text/json";
import {
  type ListedSendId,
  namedWorkspace,
  ofRecorded,
  secretColumn,
  sendIdColumns,
} from "./send-id-columns";
import {
  interruptedOf,
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
  const listed = [...sendIds, ...interrupted];
  const columns = columnsFor(listed, now);
  if (format === "csv") return toCsvTable(columns, listed);
  if (format === "json") {
    const toObjects = (rows: readonly ListedSendId[]) => rows.map((row) => toObject(columns, row));
    return toJson({ version: 1, sendIds: toObjects(sendIds), interrupted: toObjects(interrupted) });
  }
  if (format === "pairs") {
    const pairs = sendIds.map(({ campaignId, sendId }) => `${campaignId}:${sendId}`);
    return pairs.map((pair) => `${escapeText(pair, Infinity)}\n`).join("");
  }
  if (listed.length === 0) return "The stacks have no send IDs.\n";
  const lines = toTerminalTable(columns, listed);
  if (listed.some(({ secret }) => secret !== undefined)) {
    lines.push(
      "",
      `${secretText}: this state does not show the value. The output of \`${showSecrets}\` does.`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function columnsFor(listed: readonly ListedSendId[], now: Date): Column<ListedSendId>[] {
  const { project, stack, name, workspace, provider, campaignId, sendId, createdAt } = sendIdColumns;
  const stacks = new Set(listed.map(({ project, stack }) => JSON.stringify([project, stack])));
  const hasWorkspaces = listed.some((row) => (workspaceText(row) ?? defaultWorkspace) !== defaultWorkspace);
  const stackColumn: Column<ListedSendId> = {
    terminal: "STACK",
    value: ({ project, stack }) => `${project}/${stack}`,
  };
  const workspaceColumn: Column<ListedSendId> = {
    terminal: "WORKSPACE",
    value: (row) => workspaceText(row) ?? "?",
  };
  return [
    project,
    stack,
    ...(stacks.size > 1 ? [stackColumn] : []),
    ...(hasWorkspaces ? [workspaceColumn] : []),
    name,
    { csv: "host", json: "host", value: ofRecorded(({ host }) => host) },
    workspace,
    provider,
    campaignId,
    sendId,
    createdAt,
    {
      terminal: "AGE",
      csv: "age_days",
      json: "ageInDays",
      value: ofRecorded((sendId) => ageInDays(sendId, now) ?? null),
      text: (row) => ageText(ofRecorded((sendId) => ageInDays(sendId, now))(row)),
    },
    {
      terminal: "ORIGIN",
      csv: "origin",
      json: "origin",
      value: ofRecorded((sendId) => originOf(sendId) ?? null),
      field: (row) => ("host" in row ? (originOf(row) ?? secretText) : "interrupted"),
      text: (row) => ("host" in row ? (originOf(row) ?? secretText) : interruptedCreate),
    },
    secretColumn,
  ];
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

const defaultWorkspace = "(default)";

const workspaceText = ofRecorded((sendId) => {
  const workspace = namedWorkspace(sendId);
  if (sendId.provider === undefined) return workspace ?? defaultWorkspace;
  return ["(provider)", sendId.provider.name, ...(workspace === undefined ? [] : [workspace])].join(" ");
});

/** Whole days since the create; 0 if this machine's clock is behind. */
const ageInDays = ({ createdAt }: RecordedSendId, now: Date) =>
  createdAt && Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / 86_400_000));

const ageText = (days: number | undefined) => (days === undefined ? "-" : days === 0 ? "< 1 d" : `${days} d`);
