// Generated from the schemas in provider/src/resources by `npm run generate`. Do not edit.
import type { Output } from "@pulumi/pulumi";

/** Outputs of a {@link BrazeSendId}, in both classes. */
export interface BrazeSendIdOutputs {
  /** Campaign API Identifier of the campaign. */
  readonly campaignId: Output<string>;

  /** The custom or generated send ID. A generated one is unknown until it is created. */
  readonly sendId: Output<string>;

  /** Name of the workspace under `braze:workspaces`; undefined for the default workspace. */
  readonly workspace: Output<string | undefined>;

  /**
   * When the send ID was created: ISO 8601, UTC, by the clock of the machine that ran the update. Undefined
   * if adopted or imported.
   */
  readonly createdAt: Output<string | undefined>;
}

/**
 * Passed with the arguments, which override it: a property becomes an output only if a program passes it,
 * even as undefined.
 */
export const unsetBrazeSendIdOutputs = {
  campaignId: undefined,
  sendId: undefined,
  workspace: undefined,
  createdAt: undefined,
};
