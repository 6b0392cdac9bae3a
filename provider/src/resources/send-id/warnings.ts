import { campaignIdentifier } from "../../braze/campaign-identifier";
import { type Configuration, unknownWorkspace } from "../../configuration/configuration";
import { escapeText } from "../../text/escape";
import type { Properties } from "../definition";
import { unknownValue } from "../unknown";

/**
 * Finds, when the engine checks a send ID, what a person should check before the update, one line each.
 *
 * @param given the program's arguments, without problems. An argument that is not known yet has Pulumi's marker as its value.
 * @param recorded the arguments in the state; empty for a new send ID.
 */
export function findWarnings(
  given: Properties,
  recorded: Properties,
  {
    workspaces,
    providerName,
    overriddenEmulator,
  }: Pick<Configuration, "workspaces" | "providerName" | "overriddenEmulator">,
): string[] {
  const { campaignId, workspace, adopt } = given;
  const warnings: string[] = [];
  if (campaignId !== recorded.campaignId && !campaignIdentifier.test(String(campaignId))) {
    warnings.push(
      // At most five characters are shown, because the value may be an API key in the wrong place.
      `campaignId "${escapeText(String(campaignId), 5)}" (${String(campaignId).length} characters) does not look like a ` +
        "Campaign API Identifier, such as d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3. " +
        (adopt === true
          ? "With adopt: true, it is recorded as it is."
          : "Braze rejects an unknown identifier, and a rejected request may count toward the daily limit."),
    );
  }
  if (typeof workspace === "string" && workspace !== unknownValue && adopt !== true) {
    if (workspace !== recorded.workspace && workspaces().length === 0) {
      warnings.push(`${unknownWorkspace(workspace, [], providerName)} The update requires it.`);
    }
  }
  const isCreatedByDefault = campaignId !== recorded.campaignId && workspace === undefined && adopt !== true;
  const overridden = isCreatedByDefault ? overriddenEmulator() : undefined;
  if (overridden !== undefined) {
    const owner = providerName === undefined ? "the stack's configuration" : `the provider "${providerName}"`;
    warnings.push(
      `The emulator at ${overridden.emulator} (BRAZE_REST_ENDPOINT) is not used, because ${owner} sets another instance or ` +
        `endpoint: the update creates send IDs at ${overridden.endpoint}.`,
    );
  }
  return warnings;
}
