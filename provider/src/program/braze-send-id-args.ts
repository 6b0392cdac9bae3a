// Generated from the schemas in provider/src/resources by `npm run generate`. Do not edit.
import type { Input } from "@pulumi/pulumi";

/** Arguments of a {@link BrazeSendId}. */
export interface BrazeSendIdArgs {
  /**
   * Campaign API Identifier of the campaign whose sends the send ID groups. Find it at the bottom of the
   * campaign's page in Braze, or under Settings > APIs and Identifiers. The 24-character ID from the
   * dashboard URL is rejected, and so is a text with more than 256 characters. Changing it replaces the send
   * ID: another one is created and counts toward the daily limit. With `adopt: true`, it is recorded instead.
   *
   * @example campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3"
   * @see https://www.braze.com/docs/api/identifier_types/
   */
  campaignId: Input<string>;

  /**
   * Custom send ID: 1 to 64 ASCII characters, without control characters or leading or trailing whitespace.
   * If omitted, Braze generates one. Changing it to another value replaces the send ID. Removing it, or
   * setting it to the value that Braze generated, changes nothing.
   *
   * @defaultValue Braze generates one
   * @example sendId: "winter-sale-2026"
   * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
   */
  sendId?: Input<string | undefined> | undefined;

  /**
   * Workspace to create the send ID in: a name under `braze:workspaces` in the configuration. Changing it
   * replaces the send ID.
   *
   * @defaultValue the default workspace, configured by `braze:apiKey` and `braze:instance` or `braze:endpoint`
   * @example workspace: "outdoor-brand"
   * @see https://www.pulumi.com/docs/iac/concepts/config/
   */
  workspace?: Input<string | undefined> | undefined;

  /**
   * Records an existing send ID without sending a request and without using the daily limit. Requires
   * `sendId`. Braze offers no way to check whether the send ID exists. Changing `adopt` later changes
   * nothing. Remove it once the send ID is recorded, so that a later replacement creates a send ID.
   *
   * @defaultValue false
   * @example adopt: true
   * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
   */
  adopt?: Input<boolean | undefined> | undefined;
}
