import type { Connection } from "../braze/connection";
import type { RecordedSendId } from "../stack/state";
import { escapeText } from "../text/escape";
import { capitalize } from "../text/words";

/** The workspace of a connection, and the explicit provider that configures it, without an article. */
export function workspaceLabel({
  workspace,
  provider,
  secret,
}: Pick<Connection, "workspace"> & {
  provider?: { name: string };
  secret?: readonly string[];
}): string {
  const providerName = provider && `provider "${escapeText(provider.name)}"`;
  const ofProvider = providerName === undefined ? "" : ` of the ${providerName}`;
  if (secret?.includes("workspace")) return `secret workspace${ofProvider}`;
  if (workspace === undefined) return providerName ?? "default workspace";
  return `workspace "${escapeText(workspace)}"${ofProvider}`;
}

/** {@link workspaceLabel} as a title. */
export const workspaceTitle = (sendId: Parameters<typeof workspaceLabel>[0]): string =>
  capitalize(workspaceLabel(sendId));

/** When a send ID was created, or that it was adopted; empty if it existed before. */
export function creationText(
  { createdAt, adopted, secret }: RecordedSendId,
  format: (time: Date) => string,
): string {
  if (createdAt !== undefined) return `created ${format(createdAt)}`;
  if (secret?.includes("createdAt")) return "created at a secret time";
  return adopted ? "adopted" : "";
}

/** A readable time in UTC, such as `2026-11-20 09:30 UTC`. */
export const formatTime = (time: Date) => `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
