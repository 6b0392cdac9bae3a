import type { ResourceValidationArgs } from "@pulumi/policy";
import { explicitProvider, type Recorded, recordedSendIds } from "./recorded";

/** The types of send IDs: of `pulumi-braze`, and of the provider plugin. */
const types = ["pulumi-nodejs:dynamic/braze:BrazeSendId", "braze:index:SendId"];

/** A send ID as the program declares it. A value that is not known before the update is undefined and listed in `unknown`. */
export interface SendId {
  urn: string;
  name: string;
  campaignId?: string;
  sendId?: string;
  workspace?: string;
  /** The name of its explicit provider; undefined for the default one. */
  provider: string | undefined;
  adopt?: boolean;
  unknown: Set<string>;
  /** The send ID in the state before this update, under this name or an alias. */
  recorded?: Recorded;
}

/** The send ID that a resource declares; undefined for other resources. */
export function sendIdOf({
  type,
  urn,
  name,
  props,
  opts,
  provider,
}: ResourceValidationArgs): SendId | undefined {
  if (!types.includes(type)) return undefined;
  const sendId: SendId = { urn, name, provider: explicitProvider(provider?.name), unknown: new Set() };
  for (const property of ["campaignId", "sendId", "workspace", "adopt"] as const) {
    try {
      Object.assign(sendId, { [property]: props[property] });
    } catch {
      // In a preview, reading a value that is not known yet throws.
      sendId.unknown.add(property);
    }
  }
  const before = recordedSendIds(urn);
  const recorded = [urn, ...opts.aliases].map((known) => before.get(known)).find((found) => found);
  return recorded === undefined ? sendId : { ...sendId, recorded };
}

/** The properties whose change replaces the send ID; empty if it is unchanged or new. An unknown value counts as changed. */
export function replacedBy({ recorded, unknown, ...declared }: SendId): string[] {
  if (recorded === undefined) return [];
  const changes = {
    campaignId: declared.campaignId !== recorded.campaignId,
    // If omitted, the generated send ID is kept.
    sendId: declared.sendId !== undefined && declared.sendId !== recorded.sendId,
    workspace: declared.workspace !== recorded.workspace,
  };
  return Object.entries(changes).flatMap(([property, changed]) =>
    changed || unknown.has(property) ? property : [],
  );
}

/** Whether the update creates the send ID in Braze. */
export function isCreated(sendId: SendId): boolean {
  return sendId.adopt !== true && (sendId.recorded === undefined || replacedBy(sendId).length > 0);
}

/** The name of another resource in the state with the same campaign, send ID, and connection. */
export function recordedElsewhere(sendId: SendId): string | undefined {
  const same = [...recordedSendIds(sendId.urn)].find(
    ([, other]) =>
      other !== sendId.recorded &&
      other.campaignId === sendId.campaignId &&
      other.sendId === sendId.sendId &&
      other.workspace === sendId.workspace &&
      other.provider === sendId.provider,
  );
  return same?.[0].split("::").slice(3).join("::");
}
