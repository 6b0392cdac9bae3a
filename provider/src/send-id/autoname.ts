import type { Problem } from "./check";

/** Pulumi's naming setting, `pulumi:autonaming`, for one resource. */
export interface Autonaming {
  proposedName: string;
  /** 0: propose, 1: enforce, 2: disable. */
  mode: 0 | 1 | 2;
}

const disable = 2;

/**
 * Names a send ID that the program omits, if `pulumi:autonaming` is configured. Without the setting, Braze generates one.
 * A recorded send ID keeps its name: another one would replace it.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming-configuration
 */
export function autoname(
  given: Record<string, unknown>,
  recorded: Record<string, unknown>,
  autonaming: Autonaming | undefined,
): { inputs: Record<string, unknown>; problems: Problem[] } {
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
