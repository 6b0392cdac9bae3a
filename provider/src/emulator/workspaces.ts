import { type Campaigns, createCampaigns } from "./campaigns";
import type { CheckedWorkspace } from "./options";

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

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
  /** Whether the emulator generated it. */
  generated: boolean;
}

/** What a successful create changed: a new pair, or an existing one that was counted again. */
export interface LedgerEntry {
  pair: CreatedSendId;
  counted: boolean;
  repeated: boolean;
}

/** A message that was accepted for sending. */
export interface SentMessage {
  campaignId?: string;
  sendId?: string;
  channels: readonly string[];
  /** How many users it was sent to. */
  recipients: number;
  at: Date;
}

/** A rejected request, for the page. */
interface Rejection {
  at: Date;
  path: string;
  status: number;
  message: string;
}

const maxRejections = 50;
/** A client that sends without end must not use up the memory. */
const maxMessages = 100_000;

/** A workspace: its campaigns, its limits and its send IDs. */
export interface Workspace {
  readonly name: string;
  readonly dailyLimit: number;
  readonly created: readonly CreatedSendId[];
  readonly campaigns: Campaigns;
  /** The latest rejected requests with a key of this workspace, oldest first. */
  readonly rejections: readonly Rejection[];
  /** The latest accepted messages of campaigns, oldest first. */
  readonly messages: readonly SentMessage[];
  has(campaignId: string, sendId: string): boolean;
  remaining(now: Date): number;
  record(entry: LedgerEntry): void;
  recordMessage(message: SentMessage): void;
  recordRejection(rejection: Rejection): void;
  countTowardDailyLimit(now: Date): void;
  /** Counts a request, regardless of the response. */
  countRequest(now: Date): void;
  requestsThisHour(now: Date): number;
}

/** The next midnight UTC. Braze documents a fixed window for each day, but not when it starts. */
export function nextReset(now: Date): Date {
  return new Date(startOfDay(now) + dayMs);
}

function startOfDay(time: Date): number {
  return Math.floor(time.getTime() / dayMs) * dayMs;
}

export function createWorkspace({ name, campaigns, dailyLimit }: CheckedWorkspace, now: Date): Workspace {
  const created: CreatedSendId[] = [];
  const messages: SentMessage[] = [];
  const rejections: Rejection[] = [];
  const sendIdsByCampaign = new Map<string, Set<string>>();
  const usedByDay = new Map<number, number>();
  let hour = { start: 0, requests: 0 };
  const countTowardDailyLimit = (time: Date) => {
    const day = startOfDay(time);
    usedByDay.set(day, (usedByDay.get(day) ?? 0) + 1);
  };
  const startOfHour = (time: Date) => Math.floor(time.getTime() / hourMs);
  return {
    name,
    dailyLimit,
    created,
    messages,
    rejections,
    campaigns: createCampaigns({ campaigns }, now),
    has: (campaignId, sendId) => sendIdsByCampaign.get(campaignId)?.has(sendId) ?? false,
    remaining: (now) => Math.max(0, dailyLimit - (usedByDay.get(startOfDay(now)) ?? 0)),
    countTowardDailyLimit,
    record({ pair, counted, repeated }) {
      if (counted) countTowardDailyLimit(pair.createdAt);
      if (repeated) return;
      created.push(pair);
      const sendIds = sendIdsByCampaign.get(pair.campaignId) ?? new Set();
      sendIdsByCampaign.set(pair.campaignId, sendIds.add(pair.sendId));
    },
    recordMessage(message) {
      messages.push(message);
      if (messages.length > maxMessages) messages.shift();
    },
    recordRejection(rejection) {
      rejections.push(rejection);
      if (rejections.length > maxRejections) rejections.shift();
    },
    countRequest(now) {
      const start = startOfHour(now);
      hour = { start, requests: hour.start === start ? hour.requests + 1 : 1 };
    },
    requestsThisHour: (now) => (hour.start === startOfHour(now) ? hour.requests : 0),
  };
}
