import type { CheckedWorkspace } from "./options";
import { type Campaigns, createCampaigns } from "./workspace-campaigns";

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** @see https://www.braze.com/docs/api/api_limits/ */
const requestsPerHour = 250_000;

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
  readonly limits: {
    /** Braze's limit of send IDs. */
    daily: RateLimit;
    /** Braze's general limit. Here, all endpoints except `/sends/id/create` share it. */
    hourly: RateLimit;
  };
  readonly campaigns: Campaigns;
  /** The latest rejected requests with a key of this workspace, oldest first. */
  readonly rejections: readonly Rejection[];
  /** The latest accepted messages of campaigns, oldest first. */
  readonly messages: readonly SentMessage[];
  has(campaignId: string, sendId: string): boolean;
  record(entry: LedgerEntry): void;
  recordMessage(message: SentMessage): void;
  recordRejection(rejection: Rejection): void;
}

/** A limit that resets at fixed times, as Braze's do. The daily one resets at midnight UTC. */
interface RateLimit {
  readonly max: number;
  remaining(now: Date): number;
  resetAt(now: Date): Date;
  count(at: Date): void;
}

function createRateLimit(max: number, periodMs: number): RateLimit {
  const used = new Map<number, number>();
  const periodOf = (time: Date) => Math.floor(time.getTime() / periodMs);
  const usedIn = (time: Date) => used.get(periodOf(time)) ?? 0;
  return {
    max,
    remaining: (now) => Math.max(0, max - usedIn(now)),
    resetAt: (now) => new Date((periodOf(now) + 1) * periodMs),
    count: (at) => used.set(periodOf(at), usedIn(at) + 1),
  };
}

/** Adds an item to a list of the latest ones. */
export function addToLatest<Item>(list: Item[], item: Item, max: number): void {
  list.push(item);
  if (list.length > max) list.shift();
}

export function createWorkspace({ name, campaigns, dailyLimit }: CheckedWorkspace, now: Date): Workspace {
  const messages: SentMessage[] = [];
  const rejections: Rejection[] = [];
  const pairs = new Set<string>();
  const pairOf = (campaignId: string, sendId: string) => JSON.stringify([campaignId, sendId]);
  const limits = {
    daily: createRateLimit(dailyLimit, dayMs),
    hourly: createRateLimit(requestsPerHour, hourMs),
  };
  return {
    name,
    limits,
    messages,
    rejections,
    campaigns: createCampaigns({ campaigns }, now),
    has: (campaignId, sendId) => pairs.has(pairOf(campaignId, sendId)),
    record({ pair, counted }) {
      if (counted) limits.daily.count(pair.createdAt);
      pairs.add(pairOf(pair.campaignId, pair.sendId));
    },
    recordMessage: (message) => addToLatest(messages, message, maxMessages),
    recordRejection: (rejection) => addToLatest(rejections, rejection, maxRejections),
  };
}
