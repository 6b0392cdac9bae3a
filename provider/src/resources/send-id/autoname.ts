import type { Autonaming, Properties } from "../definition";
import type { Problem } from "./check";

const disable = 2;

/**
 * Names a send ID that the program omits, if `pulumi:autonaming` is configured. Without the setting, Braze generates one.
 * A recorded send ID keeps its name: another one would replace it.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming-configuration
 */
export function autoname(
  given: Properties,
  recorded: Properties,
  autonaming: Autonaming | undefined,
): { inputs: Properties; problems: Problem[] } {
  const isNamed = given.sendId !== undefined || given.adopt === true;
  if (autonaming === undefined || isNamed) return { inputs: given, problems: [] };
  if (recorded.campaignId !== undefined) {
    const { sendId } = recorded;
    return { inputs: { ...given, ...(sendId === undefined ? {} : { sendId }) }, problems: [] };
  }
  if (autonaming.mode === disable) {
    const reason = "is required, because pulumi:autonaming is disabled for this resource.";
    return { inputs: given, problems: [{ property: "sendId", reason }] };
  }
  return { inputs: { ...given, sendId: autonaming.proposedName }, problems: [] };
}
