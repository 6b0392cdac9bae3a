import { z } from "zod";
import { isDefaultProvider, nameOf, typeOf } from "../resources/engine-names";
import { dynamicSendIdType, pluginSendIdType } from "../resources/send-id/resource-type";

/** A stack, as a preview or a state names it. */
export interface StackName {
  project: string;
  stack: string;
}

/** Identifies a resource by its name, of whichever type it is. */
export const nameKey = ({ project, stack, name }: StackName & { name: string }) =>
  JSON.stringify([project, stack, name]);

const sendIdTypes = new Set<string>([dynamicSendIdType, pluginSendIdType]);

/**
 * Parses the URN of a resource.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export const urn = z
  .string()
  .refine((urn) => /^urn:pulumi:[^:]+::[^:]+::/.test(urn), "it is not the URN of a resource")
  .transform((text) => {
    const [stack = "", project = ""] = text.slice("urn:pulumi:".length).split("::");
    return { text, stack, project, name: nameOf(text), isSendId: sendIdTypes.has(typeOf(text) ?? "") };
  });

/**
 * The name of a resource's explicit provider; undefined for the default provider, which the engine names.
 *
 * @param reference the `provider` of a resource: the provider's URN and its ID.
 */
export function explicitProvider(reference: unknown): string | undefined {
  if (typeof reference !== "string") return undefined;
  const urn = reference.slice(0, reference.lastIndexOf("::"));
  return typeOf(urn) !== "pulumi:providers:braze" || isDefaultProvider(nameOf(urn)) ? undefined : nameOf(urn);
}
