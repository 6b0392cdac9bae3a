import { CustomResource, type CustomResourceOptions, type ID, type Input } from "@pulumi/pulumi";
import { dynamicSendIdType } from "../resources/send-id/resource-type";
import type { BrazeSendIdArgs } from "./braze-send-id-args";
import { type BrazeSendIdOutputs, unsetBrazeSendIdOutputs } from "./braze-send-id-outputs";
import { rejectDuplicates } from "./reject-duplicates";
import { warnAboutPlainKey } from "./warn-about-plain-key";

/**
 * The source text from which Pulumi's dynamic-provider host loads the provider of a resource. `pulumi.dynamic.Resource`
 * would serialize an object into this text, with the machine's paths under some package managers. Here it names the
 * installed module. Pulumi stores every dynamic resource in this form but does not document it, so the tests run it on every
 * supported version of the SDK.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.276.0/sdk/nodejs/cmd/dynamic-provider/index.ts
 */
const provider = 'exports.handler = () => require("pulumi-braze/provider")';

/**
 * A Braze send ID: the key under which Braze groups the analytics of a campaign's API-triggered sends.
 *
 * `pulumi up` creates it with `POST /sends/id/create` and records it. Braze cannot read, change, or delete a
 * send ID, and each one counts toward the workspace's daily limit (100, unless Braze raised it). Changing `campaignId`,
 * `sendId`, or `workspace` therefore replaces the resource and creates another send ID. Removing the resource removes the
 * send ID from the state only; it remains in Braze. A refresh changes nothing.
 *
 * If a create fails, the error says whether a send ID may have been created and what to do.
 *
 * @example
 * ```typescript
 * import { BrazeSendId } from "pulumi-braze";
 *
 * const winterSale = new BrazeSendId("winter-sale", {
 *   campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3",
 *   sendId: "winter-sale-2026",
 * });
 *
 * export const sendId = winterSale.sendId;
 * ```
 * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: CustomResource assigns the outputs
export class BrazeSendId extends CustomResource {
  /**
   * Declares a send ID.
   *
   * @param name name of the resource, unique in the stack.
   * @throws {RunError} if another resource of the program declares the same send ID for the same campaign.
   */
  constructor(name: string, args: BrazeSendIdArgs, opts?: CustomResourceOptions) {
    warnAboutPlainKey();
    super(
      dynamicSendIdType,
      name,
      { ...unsetBrazeSendIdOutputs, ...args, __provider: provider },
      rejectDuplicates(name, dynamicSendIdType, args, opts),
    );
  }

  /**
   * References a send ID that another stack or a person manages. Sends no request, and creates and counts nothing. Braze
   * offers no way to check that the send ID exists.
   *
   * @param id `<campaignId>/<sendId>`, or `<workspace>@<campaignId>/<sendId>` for a named workspace.
   * @throws if `id` has another form.
   * @example
   * ```typescript
   * const spring = BrazeSendId.get("spring", "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3/spring-sale");
   * ```
   * @see https://www.pulumi.com/docs/iac/concepts/resources/get/
   */
  static get(name: string, id: Input<ID>, opts?: CustomResourceOptions): BrazeSendId {
    // The provider reads all arguments from the ID.
    return new BrazeSendId(name, {} as BrazeSendIdArgs, { ...opts, id });
  }
}

// The outputs. A documentation of them would be shown as part of that of the class.
export interface BrazeSendId extends BrazeSendIdOutputs {}
