// Made from provider/src/send-id/arguments.ts by `npm run generate`. Change it there.
import type { Input } from "@pulumi/pulumi";

/** The arguments of a {@link BrazeSendId}. */
export interface BrazeSendIdArgs {
  /**
   * The Campaign API Identifier of the campaign whose sends the ID groups: shown at the bottom of the
   * campaign's page in Braze and under Settings > APIs and Identifiers. It is neither the 24-digit id nor the
   * address of the dashboard's page; both are refused. Changing it replaces the send ID: another one is
   * created, and counted; beside `adopt: true` it is recorded instead.
   *
   * @example campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3"
   * @see https://www.braze.com/docs/api/identifier_types/
   */
  campaignId: Input<string>;

  /**
   * Your own send ID: 1 to 64 ASCII characters, without control characters or blanks around it. Left out,
   * Braze generates one. Changing it to another value replaces the send ID; removing it, or setting it to the
   * value Braze generated, changes nothing.
   *
   * @defaultValue Braze generates one
   * @example sendId: "winter-sale-2026"
   * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
   */
  sendId?: Input<string> | undefined;

  /**
   * The workspace to create the send ID in: a name under `braze:workspaces` in the stack's configuration.
   * Changing it replaces the send ID.
   *
   * @defaultValue the connection configured by `braze:apiKey` and `braze:endpoint` or `braze:instance`
   * @example workspace: "outdoor-brand"
   * @see https://www.pulumi.com/docs/iac/concepts/config/
   */
  workspace?: Input<string> | undefined;

  /**
   * Record a send ID that already exists in Braze: no request is sent and nothing is counted towards the
   * daily limit. Needs `sendId`. Whether it really exists cannot be asked of Braze. Turning it on or off
   * later changes nothing: once recorded, remove it, so that a later change of the campaign creates.
   *
   * @defaultValue false
   * @example adopt: true
   * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
   */
  adopt?: Input<boolean> | undefined;
}
