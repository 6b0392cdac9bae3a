import type { Campaign } from "../../braze/read-campaigns";
import { redactName } from "../../braze/redact";
import { workspaceName } from "../../failures/describe-failure";
import { escapeText } from "../../text/escape";
import { foldName } from "../../text/names";
import { FunctionError, type Listing } from "../definition";

/** Most campaigns that a message lists. */
const maxCandidates = 10;

/**
 * Fails because not exactly one campaign was found.
 *
 * @param named the campaigns with the name: none, several, or archived ones only.
 * @throws {FunctionError}
 */
export function failWithoutMatch(
  name: string,
  named: readonly Campaign[],
  { campaigns, connection }: Listing,
): never {
  const where = workspaceName(connection);
  // A key in the wrong argument must not be shown.
  const quoted = `"${escapeText(redactName(name, connection.apiKey), 100)}"`;
  if (named.length > 1) {
    throw new FunctionError(
      `${named.length} campaigns in ${where} are named ${quoted}. Rename all but one in Braze, or use an identifier as ` +
        `campaignId instead of getCampaign:\n${toLines(named)}`,
    );
  }
  if (named.length === 1) {
    throw new FunctionError(
      `The campaign ${quoted} in ${where} is archived. Unarchive it in Braze, or set includeArchived to true to use it:\n` +
        toLines(named),
    );
  }
  if (campaigns.length === 0) {
    throw new FunctionError(
      `No campaign in ${where} is named ${quoted}: it has no campaigns. Check that the key belongs to the workspace that you mean.`,
    );
  }
  throw new FunctionError(
    `No campaign in ${where} is named ${quoted}. Use a name exactly as Braze shows it, or an identifier as campaignId ` +
      `instead of getCampaign:\n${toLines(mostSimilar(name, campaigns))}`,
  );
}

function toLines(campaigns: readonly Campaign[]): string {
  const lines = campaigns
    .slice(0, maxCandidates)
    .map(
      ({ id, name, archived, lastEdited }) =>
        `  ${escapeText(id, 60)}  ${escapeText(name, 60)}` +
        `${lastEdited === null ? "" : `, last edited ${escapeText(lastEdited.slice(0, 10), 10)}`}${archived ? ", archived" : ""}`,
    );
  const others = campaigns.length - lines.length;
  return [
    ...lines,
    ...(others > 0 ? [`  … and ${others} more. \`pulumi-braze campaigns\` lists all.`] : []),
  ].join("\n");
}

/** The campaigns by how much of the name they share, then by how recently they were edited. */
function mostSimilar(name: string, campaigns: readonly Campaign[]): Campaign[] {
  const sought = wordsOf(name);
  const scored = campaigns.map((campaign) => {
    const words = wordsOf(campaign.name);
    const same = foldName(campaign.name).trim() === foldName(name).trim();
    return {
      campaign,
      score: same ? Number.POSITIVE_INFINITY : [...words].filter((word) => sought.has(word)).length,
    };
  });
  return scored
    .sort(
      (a, b) =>
        (a.score === b.score ? 0 : b.score - a.score) ||
        (b.campaign.lastEdited ?? "").localeCompare(a.campaign.lastEdited ?? ""),
    )
    .map(({ campaign }) => campaign);
}

const wordsOf = (name: string) =>
  new Set(
    foldName(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  );
