import type { ResourceValidationArgs } from "@pulumi/policy";
import { type Recorded, recordedSendIds } from "./recorded";

/** A send ID as the program declares it. A value that is not known before the update is undefined, and its name in `unknown`. */
export interface SendId {
  urn: string;
  name: string;
  campaignId?: string;
  sendId?: string;
  workspace?: string;
  adopt?: boolean;
  unknown: Set<string>;
  /** What the stack recorded of it before this update, under this name or an alias. */
  recorded?: Recorded;
}

/** The send ID that a resource is, if it is one. */
export function sendIdOf({ type, urn, name, props, opts }: ResourceValidationArgs): SendId | undefined {
  if (type !== "pulumi-nodejs:dynamic/braze:BrazeSendId") return undefined;
  const sendId: SendId = { urn, name, unknown: new Set() };
  for (const property of ["campaignId", "sendId", "workspace", "adopt"] as const) {
    try {
      Object.assign(sendId, { [property]: props[property] });
    } catch {
      // In a preview, what is not known yet throws when it is looked at.
      sendId.unknown.add(property);
    }
  }
  const before = recordedSendIds();
  const recorded = [urn, ...opts.aliases].map((known) => before.get(known)).find((found) => found);
  return recorded === undefined ? sendId : { ...sendId, recorded };
}

/** What makes the update replace a send ID; empty when it stays or is new. As the provider sees it, unknown is changed. */
export function replacedBy({ recorded, unknown, ...wanted }: SendId): string[] {
  if (recorded === undefined) return [];
  const changes = {
    campaignId: wanted.campaignId !== recorded.campaignId,
    // Left out, it stays what Braze generated.
    sendId: wanted.sendId !== undefined && wanted.sendId !== recorded.sendId,
    workspace: wanted.workspace !== recorded.workspace,
  };
  return Object.entries(changes).flatMap(([property, changed]) =>
    changed || unknown.has(property) ? property : [],
  );
}

/** Whether the update creates it in Braze. */
export function isCreated(sendId: SendId): boolean {
  return sendId.adopt !== true && (sendId.recorded === undefined || replacedBy(sendId).length > 0);
}

/** The name under which the stack records the same pair of campaign and send ID, if it is another one. */
export function recordedElsewhere(sendId: SendId): string | undefined {
  const same = [...recordedSendIds()].find(
    ([, other]) =>
      other !== sendId.recorded &&
      other.campaignId === sendId.campaignId &&
      other.sendId === sendId.sendId &&
      other.workspace === sendId.workspace,
  );
  return same?.[0].split("::").slice(3).join("::");
}
