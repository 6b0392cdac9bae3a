import { type ClientOptions, type TimeLimits, withDefaults } from "./client-options";
import type { Connection } from "./connection";
import { limitConcurrency } from "./limit-concurrency";
import { decideOutcome, type Outcome, type Quota, readQuota, type SendIdRequest } from "./outcome";
import { retryDelay } from "./retry-delay";
import type { RequestResult } from "./send-request";

/** The result of a create, after all its attempts. */
export interface CreateResult {
  outcome: Exclude<Outcome, { kind: "unavailable" }>;
  /** How many attempts to send a request were made. */
  attempts: number;
  /** The last attempt; absent if none was made. */
  result?: RequestResult;
  /** The last 502 or 503. After one, only a success is certain. */
  unavailableStatus?: number;
  /** The request that was rejected earlier, so that none was sent for this create. */
  rejectedEarlier?: { request: SendIdRequest; status: number };
  /** When the last attempt ended. */
  endedAt: Date;
}

/** What happens during a create. */
export type ClientEvent =
  | { kind: "attempt"; body: object; result: RequestResult }
  /** The limit is reached, and the create waits until it resets. Once for each reset, not for each create. */
  | { kind: "waiting"; quota: Quota; wait: number }
  /** A tenth of the limit or less remains. Once for each reset. */
  | { kind: "fewRemaining"; quota: Quota };

/** Creates one send ID. Never throws for what Braze or the network does. */
export type CreateSendId = (
  connection: Connection,
  request: SendIdRequest,
  limits: TimeLimits,
  onEvent?: (event: ClientEvent) => void,
) => Promise<CreateResult>;

/** Requests in parallel for each connection. */
const maxParallelRequests = 8;

/** What the creates of one connection share while the process runs. */
interface ConnectionState {
  enqueue: ReturnType<typeof limitConcurrency>;
  /**
   * Whether requests run in parallel. The first one, and the first one after a limit, is sent alone: if it is rejected, all
   * others would be, too, and each may count.
   */
  parallel: boolean;
  /** The request that is being sent alone. */
  alone?: Promise<unknown> | undefined;
  /** A limit that was reached, and when it resets, in the time of `elapsed`. */
  limit?: { quota: Quota; until: number };
  /** The first rejection that holds for the whole connection, and those that hold for a campaign. */
  rejected?: CreateResult["rejectedEarlier"];
  rejectedCampaigns: Map<string, CreateResult["rejectedEarlier"]>;
  /** The resets that were announced, by kind of event. */
  announced: Set<string>;
}

type Attempt = Pick<CreateResult, "result" | "rejectedEarlier"> & { outcome: Outcome };

/**
 * Creates a client that creates send IDs. A request is retried only if the previous one created nothing, or requested the
 * same send ID and failed with 502 or 503. The creates of one connection share what is known of its limit and of rejections.
 *
 * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
 */
export function createClient(options: ClientOptions = {}): CreateSendId {
  const { send, now, elapsed, sleep, random } = withDefaults(options);
  const connections = new Map<string, ConnectionState>();

  function stateOf({ endpoint, apiKey }: Connection): ConnectionState {
    const key = `${endpoint} ${apiKey}`;
    const state = connections.get(key) ?? {
      enqueue: limitConcurrency(maxParallelRequests),
      parallel: false,
      rejectedCampaigns: new Map(),
      announced: new Set<string>(),
    };
    connections.set(key, state);
    return state;
  }

  async function runInTurn(state: ConnectionState, work: () => Promise<Attempt>): Promise<Attempt> {
    while (!state.parallel && state.alone !== undefined) await state.alone;
    if (state.parallel) return state.enqueue(work);
    const alone = state.enqueue(work);
    state.alone = alone.catch(() => {});
    try {
      const attempt = await alone;
      state.parallel = attempt.outcome.kind !== "limited";
      return attempt;
    } finally {
      state.alone = undefined;
    }
  }

  /** The outcome of a request that is not sent, because an earlier one determines it. */
  function outcomeWithoutRequest(state: ConnectionState, { campaignId }: SendIdRequest): Attempt | undefined {
    const rejectedEarlier = state.rejected ?? state.rejectedCampaigns.get(campaignId);
    if (rejectedEarlier !== undefined) {
      const scope = state.rejected === undefined ? "campaign" : "connection";
      return { outcome: { kind: "rejected", scope }, rejectedEarlier };
    }
    if (state.limit === undefined) return undefined;
    const { quota, until } = state.limit;
    const wait = until - elapsed();
    if (wait <= 0) return undefined;
    return {
      outcome: { kind: "limited", quota: { ...quota, ...(quota.wait === undefined ? {} : { wait }) } },
    };
  }

  return async function createSendId(connection, request, { timeout, maxWait }, onEvent = () => {}) {
    const state = stateOf(connection);
    let startedAt: number | undefined;
    let attempts = 0;
    let result: RequestResult | undefined;
    let unavailableStatus: number | undefined;

    function announceOnce(event: Exclude<ClientEvent, { kind: "attempt" }>) {
      const announcement = `${event.kind} ${event.quota.resetAt}`;
      if (!state.announced.has(announcement)) onEvent(event);
      state.announced.add(announcement);
    }

    async function attemptOnce(): Promise<Attempt> {
      startedAt ??= elapsed();
      const known = outcomeWithoutRequest(state, request);
      if (known !== undefined) return known;

      attempts++;
      const body = { campaign_id: request.campaignId, send_id: request.sendId };
      result = await send(connection, { method: "POST", path: "/sends/id/create", body }, timeout);
      onEvent({ kind: "attempt", body, result });
      const outcome = decideOutcome(result, request, connection.apiKey, now());
      learn(outcome, result);
      return { outcome, result };
    }

    function learn(outcome: Outcome, received: RequestResult) {
      const { status = 0 } = received;
      if (outcome.kind === "limited") {
        const { wait = Number.POSITIVE_INFINITY } = outcome.quota;
        const until = elapsed() + wait;
        // Responses arrive in any order: the latest reset holds.
        if (state.limit === undefined || until >= state.limit.until)
          state.limit = { quota: outcome.quota, until };
        state.parallel = false;
        return;
      }
      if (outcome.kind === "unavailable") unavailableStatus = status;
      if (outcome.kind === "rejected" && outcome.scope === "connection")
        state.rejected ??= { request, status };
      if (outcome.kind === "rejected" && outcome.scope === "campaign")
        state.rejectedCampaigns.set(request.campaignId, { request, status });
      const quota = readQuota(received, now());
      const { limit = Number.NaN, remaining = Number.NaN } = quota;
      if (remaining <= limit / 10) announceOnce({ kind: "fewRemaining", quota });
    }

    for (let attempt = 1; ; attempt++) {
      const { outcome, rejectedEarlier } = await runInTurn(state, attemptOnce);
      const timeLeft = maxWait - (elapsed() - (startedAt ?? 0));
      const delay = retryDelay(outcome, attempt, timeLeft, random());
      if (delay === undefined) {
        const certain = outcome.kind === "created" || unavailableStatus === undefined;
        return {
          outcome: outcome.kind === "unavailable" || !certain ? { kind: "unknown" } : outcome,
          attempts,
          ...(result === undefined ? {} : { result }),
          ...(unavailableStatus === undefined ? {} : { unavailableStatus }),
          ...(rejectedEarlier === undefined ? {} : { rejectedEarlier }),
          endedAt: now(),
        };
      }
      if (outcome.kind === "limited") announceOnce({ kind: "waiting", quota: outcome.quota, wait: delay });
      await sleep(delay);
    }
  };
}
