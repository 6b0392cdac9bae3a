import { CustomResource, type CustomResourceOptions, type ID, type Input, type Output } from "@pulumi/pulumi";
import { dynamicSendIdType } from "../send-id/resource-type";
import type { BrazeSendIdArgs } from "./braze-send-id-args";
import { rejectDuplicate } from "./reject-duplicate";

/**
 * The property that tells Pulumi's dynamic-provider host which provider runs a resource: source text that evaluates to
 * the provider. `pulumi.dynamic.Resource` would make this text by serializing an object, machine paths included under
 * some package managers; here it names the module, wherever that is installed. Every dynamic resource is stored in this form, but it is documented nowhere: the tests run it on each
 * supported version of the SDK.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.248.0/sdk/nodejs/cmd/dynamic-provider/index.ts
 */
const provider = 'exports.handler = () => require("pulumi-braze/provider")';

/**
 * A send ID of Braze: the key under which the analytics of a campaign's API sends are grouped.
 *
 * `pulumi up` creates it with one request to `POST /sends/id/create` and records it. Braze can neither read, change nor
 * delete a send ID, and counts each one towards a workspace's daily limit (100, unless Braze raised it). So a changed
 * `campaignId`, `sendId` or `workspace` is a replacement, which creates another; removing the resource forgets the ID
 * here and leaves it in Braze; a refresh changes nothing.
 *
 * A create that fails says whether a send ID may have been created, and what to do.
 *
 * @example
 * ```typescript
 * import { BrazeSendId } from "pulumi-braze";
 *
 * const winterSale = new BrazeSendId("winter-sale", { campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3" });
 *
 * export const sendId = winterSale.sendId;
 * ```
 * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
 */
export class BrazeSendId extends CustomResource {
  /** The Campaign API Identifier of the campaign. */
  declare readonly campaignId: Output<string>;

  /** The send ID: your own, or the one Braze generated. In the preview of its creation, a generated one is not known yet. */
  declare readonly sendId: Output<string>;

  /** The name under `braze:workspaces`; undefined for the default connection. */
  declare readonly workspace: Output<string | undefined>;

  /** When it was created: ISO 8601, UTC, by the clock of the machine that ran the update. Undefined when adopted. */
  declare readonly createdAt: Output<string | undefined>;

  /**
   * Declares a send ID.
   *
   * @param name the resource's name, unique in the stack.
   * @throws {RunError} when another resource of the program declares the same send ID for the same campaign.
   */
  constructor(name: string, args: BrazeSendIdArgs, opts?: CustomResourceOptions) {
    const claimed = opts?.id === undefined ? rejectDuplicate(name, args) : args;
    // Only what is passed, if as undefined, becomes an output. What the user gives comes last and so wins.
    super(
      dynamicSendIdType,
      name,
      { sendId: undefined, workspace: undefined, createdAt: undefined, ...claimed, __provider: provider },
      opts,
    );
  }

  /**
   * Refers to a send ID that is managed elsewhere, in another stack or by hand: nothing is requested, created or counted.
   * Whether it exists cannot be asked of Braze.
   *
   * @param id `<campaignId>/<sendId>`.
   * @example
   * ```typescript
   * const spring = BrazeSendId.get("spring", "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3/spring-sale");
   * ```
   * @see https://www.pulumi.com/docs/iac/concepts/resources/get/
   */
  static get(name: string, id: Input<ID>, opts?: CustomResourceOptions): BrazeSendId {
    // What is undefined here is read back from the id.
    return new BrazeSendId(name, { campaignId: undefined } as unknown as BrazeSendIdArgs, { ...opts, id });
  }
}
