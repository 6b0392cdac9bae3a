import type { CheckedWorkspace } from "./options";

const dayMs = 24 * 60 * 60 * 1000;

/** A send ID that was created. */
export interface CreatedSendId {
  /** The name of the workspace it was created in. */
  workspace: string;
  /** The Campaign API Identifier it belongs to. */
  campaignId: string;
  /** The send ID. */
  sendId: string;
  /** When it was created, by the emulator's clock. */
  createdAt: Date;
  /** Whether the emulator made it up, rather than the request. */
  generated: boolean;
}

/** What a success changed: a new pair, or an old one that was counted again. */
export interface LedgerEntry {
  pair: CreatedSendId;
  counted: boolean;
  repeated: boolean;
}

/** One workspace: its campaigns, its limit and what was created in it. */
export interface Workspace {
  readonly name: string;
  readonly dailyLimit: number;
  readonly created: readonly CreatedSendId[];
  knows(campaignId: string): boolean;
  has(campaignId: string, sendId: string): boolean;
  remaining(now: Date): number;
  record(entry: LedgerEntry): void;
}

/** The next midnight UTC: Braze's windows follow a fixed clock, and it does not say at which hour. */
export function nextReset(now: Date): Date {
  return new Date(startOfDay(now) + dayMs);
}

function startOfDay(time: Date): number {
  return Math.floor(time.getTime() / dayMs) * dayMs;
}

// Recorded identifiers have this form, but are not always valid UUIDs.
const campaignIdForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function createWorkspace({ name, campaigns, dailyLimit }: CheckedWorkspace): Workspace {
  const known = campaigns && new Set(campaigns);
  const created: CreatedSendId[] = [];
  const sendIdsByCampaign = new Map<string, Set<string>>();
  const usedByDay = new Map<number, number>();
  return {
    name,
    dailyLimit,
    created,
    knows: (campaignId) => (known ? known.has(campaignId) : campaignIdForm.test(campaignId)),
    has: (campaignId, sendId) => sendIdsByCampaign.get(campaignId)?.has(sendId) ?? false,
    remaining: (now) => Math.max(0, dailyLimit - (usedByDay.get(startOfDay(now)) ?? 0)),
    record({ pair, counted, repeated }) {
      if (counted) {
        const day = startOfDay(pair.createdAt);
        usedByDay.set(day, (usedByDay.get(day) ?? 0) + 1);
      }
      if (repeated) return;
      created.push(pair);
      const sendIds = sendIdsByCampaign.get(pair.campaignId) ?? new Set();
      sendIdsByCampaign.set(pair.campaignId, sendIds.add(pair.sendId));
    },
  };
}
