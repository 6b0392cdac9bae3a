import type { ResourceDefinition } from "./definition";
import { typeOf } from "./engine-names";
import { sendId } from "./send-id";

/** The resources of the provider. The hosts, the schema, the SDKs, and the reference are made from this list. */
export const resources: readonly ResourceDefinition[] = [sendId];

/** The engine asks for any type of the package: one with a typing error must not create anything. */
export function unknownTypeMessage(urn: string): string {
  const known = resources.map(({ type }) => `"${type}"`).join(" or ");
  return `"${typeOf(urn)}" is not a type of this provider. Nothing was sent to Braze. Use ${known}.`;
}
