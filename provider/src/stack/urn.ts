import { z } from "zod";
import { dynamicSendIdType, pluginSendIdType } from "../send-id/resource-type";

/** A stack, as a preview or a state names it. */
export interface StackName {
  project: string;
  stack: string;
}

const sendIdTypes = new Set<string>([dynamicSendIdType, pluginSendIdType]);

/**
 * Parses the URN of a resource.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export const urn = z
  .string()
  .regex(/^urn:pulumi:[^:]+::[^:]+::/, "it is not the URN of a resource")
  .transform((text) => {
    const [stack = "", project = "", types = "", ...name] = text.slice("urn:pulumi:".length).split("::");
    // The types of its parents come before its own.
    return {
      text,
      stack,
      project,
      name: name.join("::"),
      isSendId: sendIdTypes.has(types.split("$").at(-1) ?? ""),
    };
  });

/**
 * How the engine names default providers: by the version and the URL that the plugin is downloaded from, if the program sets
 * them.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.276.0/pkg/resource/deploy/providers/provider.go#L107
 */
const defaultProvider = /^default(_\d+_\d+_\d+.*|_\w[\w.-]*_\/.*)?$/s;

/**
 * The name of a resource's explicit provider; undefined for the default provider, which the engine names.
 *
 * @param reference the `provider` of a resource: the provider's URN and its ID.
 */
export function explicitProvider(reference: unknown): string | undefined {
  if (typeof reference !== "string") return undefined;
  const [, name] = /::pulumi:providers:braze::(.*)::[^:]*$/s.exec(reference) ?? [];
  return name === undefined || defaultProvider.test(name) ? undefined : name;
}
