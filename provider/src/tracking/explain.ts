import type { Connection } from "../braze/connection";
import type { RecordedSendId } from "../stack/state";
import { escapeText } from "../text/escape";
import type { Response } from "./response";

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

/** Why a read failed and what to do, in one or two sentences. */
export function explain(
  response: Exclude<Response, { kind: "success" }>,
  connection: Connection & { provider?: { name: string } },
  permission: string,
): string {
  const { endpoint } = connection;
  const quotation =
    "text" in response && response.text !== undefined ? ` Braze's response: "${response.text}".` : "";
  switch (response.kind) {
    case "unauthorized":
      return `Braze rejected the API key of ${workspaceName(connection)} (HTTP 401): the key is wrong, or belongs to an instance other than ${endpoint}.${quotation} \`pulumi-braze check\` shows more.`;
    case "forbidden":
      return `The API key of ${workspaceName(connection)} lacks the ${permission} permission, or its IP allowlist lacks this machine (HTTP 403). A key's permissions cannot be edited: create a new key with ${permission} and use it for this command.`;
    case "limited":
      return `Braze's rate limit for ${workspaceName(connection)} is reached. ${response.resetAt === undefined ? "Braze did not say when it resets." : `It resets at ${utc(response.resetAt)}.`} Run the command again after that.`;
    case "rejected":
      return `Braze rejected the request (HTTP ${response.status}).${quotation}`;
    case "unreached":
      return `Braze was not reached at ${endpoint}: ${response.cause}. \`pulumi-braze check\` shows more.`;
    case "failed":
      return `Braze gave no usable response: ${response.cause}. Run the command again.`;
  }
}

/** A readable time in UTC, such as `2026-11-20 09:30 UTC`. */
export const utc = (time: Date) => `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
