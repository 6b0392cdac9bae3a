import {
  CustomResource,
  type CustomResourceOptions,
  type ID,
  type Input,
  mergeOptions,
} from "@pulumi/pulumi";
import { dynamicSendIdType, pluginSendIdType } from "../resources/send-id/resource-type";
import type { BrazeSendIdArgs } from "./braze-send-id-args";
import { type BrazeSendIdOutputs, unsetBrazeSendIdOutputs } from "./braze-send-id-outputs";
import { pluginRelease } from "./plugin-release";
import { rejectDuplicates } from "./reject-duplicates";
import { warnAboutPlainKey } from "./warn-about-plain-key";

/**
 * A Braze send ID that the provider plugin manages. Its arguments, outputs, and behavior are those of the class in
 * `pulumi-braze`, which Pulumi's dynamic-provider host manages. Changing the import to `pulumi-braze/native` creates and
 * replaces nothing. A stack cannot change back.
 *
 * @example
 * ```typescript
 * import { BrazeSendId } from "pulumi-braze/native";
 *
 * const winterSale = new BrazeSendId("winter-sale", { campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3" });
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
      pluginSendIdType,
      name,
      { ...unsetBrazeSendIdOutputs, ...args },
      mergeOptions(
        { ...pluginRelease, aliases: [{ type: dynamicSendIdType }] },
        rejectDuplicates(name, pluginSendIdType, args, opts),
      ),
    );
  }

  /**
   * References a send ID that another stack or a person manages. Sends no request, and creates and counts nothing. Braze
   * offers no way to check that the send ID exists.
   *
   * @param id `<campaignId>/<sendId>`, or `<workspace>@<campaignId>/<sendId>` for a named workspace.
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
