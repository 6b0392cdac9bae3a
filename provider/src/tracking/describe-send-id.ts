import type { Connection } from "../braze/connection";
import type { RecordedSendId } from "../stack/state";
import { escapeText } from "../text/escape";

/** How a message names the workspace of a connection, and the explicit provider that configures it. */
export function workspaceName({
  workspace,
  provider,
  secret,
}: Pick<Connection, "workspace"> & {
  provider?: { name: string };
  secret?: readonly string[];
}): string {
  const ofProvider = provider && `the provider "${escapeText(provider.name)}"`;
  if (secret?.includes("workspace")) return `a secret workspace${ofProvider ? ` of ${ofProvider}` : ""}`;
  if (workspace === undefined) return ofProvider ?? "the default workspace";
  return `the workspace "${escapeText(workspace)}"${ofProvider ? ` of ${ofProvider}` : ""}`;
}

/** {@link workspaceName} as a title. */
export const workspaceTitle = (sendId: Parameters<typeof workspaceName>[0]): string =>
  workspaceName(sendId).replace(/^(?:the|a) (.)/, (_, first: string) => first.toUpperCase());

/** When a send ID was created, or that it was adopted; empty if it existed before. */
export function originOf(
  { createdAt, adopted, secret }: RecordedSendId,
  format: (time: Date) => string,
): string {
  if (createdAt !== undefined) return `created ${format(createdAt)}`;
  if (secret?.includes("createdAt")) return "created at a secret time";
  return adopted ? "adopted" : "";
}

/** A readable time in UTC, such as `2026-11-20 09:30 UTC`. */
export const utc = (time: Date) => `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
