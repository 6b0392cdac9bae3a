import { z } from "zod";

/** A stack, as a preview or a state names it. */
export interface StackName {
  project: string;
  stack: string;
}

const sendIdType = "pulumi-nodejs:dynamic/braze:BrazeSendId";

/**
 * A resource's URN, taken apart.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export const urn = z
  .string()
  .regex(/^urn:pulumi:[^:]+::[^:]+::/, "it is not the URN of a resource")
  .transform((text) => {
    const [stack = "", project = "", types = "", ...name] = text.slice("urn:pulumi:".length).split("::");
    // The types of its parents come before its own.
    return { stack, project, name: name.join("::"), isSendId: types.split("$").at(-1) === sendIdType };
  });
