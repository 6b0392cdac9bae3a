import type { Column } from "../text/columns";
import { type InterruptedCreate, type RecordedSendId, secretText } from "./state";

/** A send ID that a state records, or that may exist because its create was interrupted. */
export type ListedSendId = RecordedSendId | InterruptedCreate;

/** A value that only a recorded send ID has. */
export const ofRecorded =
  <Value>(value: (sendId: RecordedSendId) => Value) =>
  (listed: ListedSendId): Value | undefined =>
    "host" in listed ? value(listed) : undefined;

/** The text of a property, or that it is secret. */
const shown = ({ secret = [] }: ListedSendId, property: string, text: string | undefined) =>
  secret.some((name) => name === property) ? secretText : text;

const campaignText = (listed: ListedSendId) => shown(listed, "campaignId", listed.campaignId);
const sendIdText = (listed: ListedSendId) => shown(listed, "sendId", listed.sendId);
const createdText = ofRecorded((sendId) => shown(sendId, "createdAt", sendId.createdAt?.toISOString()));

/** The named workspace of a send ID, or that it is secret; undefined for a default one. */
export const namedWorkspace = ofRecorded((sendId) => shown(sendId, "workspace", sendId.workspace));

/** The columns of a send ID. `results` shows all of them; `list` chooses its own in `list-send-ids.ts`. */
export const sendIdColumns = {
  project: { csv: "project", json: "project", value: ({ project }) => project },
  stack: { csv: "stack", json: "stack", value: ({ stack }) => stack },
  name: { terminal: "NAME", csv: "name", json: "name", value: ({ name }) => name },
  workspace: {
    csv: "workspace",
    json: "workspace",
    value: ofRecorded(({ workspace }) => workspace ?? null),
    field: namedWorkspace,
  },
  provider: {
    csv: "provider",
    json: "provider",
    value: ofRecorded(({ provider }) => provider?.name ?? null),
  },
  campaignId: {
    terminal: "CAMPAIGN",
    csv: "campaign_id",
    json: "campaignId",
    value: ({ campaignId }) => campaignId ?? null,
    field: campaignText,
    text: (listed) => campaignText(listed) ?? "?",
  },
  sendId: {
    terminal: "SEND ID",
    csv: "send_id",
    json: "sendId",
    value: ({ sendId }) => sendId ?? null,
    field: sendIdText,
    text: (listed) => sendIdText(listed) ?? "?",
  },
  createdAt: {
    terminal: "CREATED (UTC)",
    csv: "created_at",
    json: "createdAt",
    value: ofRecorded(({ createdAt }) => createdAt ?? null),
    field: createdText,
    text: (listed) => createdText(listed)?.slice(0, 16).replace("T", " ") ?? "-",
  },
} satisfies Record<string, Column<ListedSendId>>;

/** The properties that the state does not show. */
export const secretColumn: Column<ListedSendId> = { json: "secret", value: ({ secret }) => secret ?? [] };
