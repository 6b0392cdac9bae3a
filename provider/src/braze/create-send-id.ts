import { setTimeout as realSleep } from "node:timers/promises";
import { backOff } from "exponential-backoff";
import type { Connection } from "./connection";
import { limitConcurrency } from "./limit-concurrency";
import { debugLine, failureMessage, keyAsArgumentMessage, quotaLine, waitLine } from "./messages";
import { decideOutcome, type Outcome, type Quota, readQuota } from "./outcome";
import { containsKey } from "./redact";
import { type SendIdRequest, sendCreateRequest } from "./request";
import type { RequestResult } from "./send-request";

/** How long one create may take, in milliseconds. */
export interface TimeLimits {
  /** Longest time for one request. */
  timeout: number;
  /** Longest time after the first request until it is decided whether to try again, which a random delay precedes. */
  maxWait: number;
}

/** What the client leans on; all but `announce` have the real thing as default. */
export interface ClientOptions {
  /** Prints a line where the person who runs the update sees it. */
  announce: (line: string) => void;
  /** Whether to announce every request and answer, redacted. */
  debug?: boolean;
  send?: typeof sendCreateRequest;
  /** The machine's clock. */
  now?: () => Date;
  /** Milliseconds that only ever grow: setting the machine's clock must neither shorten nor lengthen a wait. */
  elapsed?: () => number;
  sleep?: (milliseconds: number) => Promise<unknown>;
  /** First delay before trying again, in milliseconds: doubled from attempt to attempt, shortened by chance. */
  firstDelay?: number;
}

/** A send ID was not created, or may have been: the message says which, why, and what to do. */
export class CreateError extends Error {}

/**
 * Creates one send ID and returns it.
 *
 * @throws {CreateError}
 */
export type CreateSendId = (
  connection: Connection,
  request: SendIdRequest,
  bounds: TimeLimits,
) => Promise<string>;

const maxAttempts = 5;

/** Requests, and so connections, at a time for each workspace. */
const parallelRequests = 8;

/** What is known of a workspace while the provider's process lives. */
interface Workspace {
  inTurn: ReturnType<typeof limitConcurrency>;
  /** A limit that was met, and when it will have passed, in the time of `elapsed`. */
  limit?: { quota: Quota; until: number };
  /** The resets of which was told that they are waited for, and that little is left until then. */
  waitTold: Set<string>;
  quotaTold: Set<string>;
}

/** An attempt that ended in the certainty that nothing was created. */
class NothingCreated extends Error {
  constructor(readonly outcome: Extract<Outcome, { kind: "unreached" | "limited" }>) {
    super(outcome.kind);
  }
}

/**
 * Creates send IDs. A request is sent again only when it is certain that the one before created nothing. The creates of
 * one workspace share what is known of its limit.
 *
 * @see https://www.braze.com/docs/api/endpoints/messaging/send_messages/post_create_send_ids/
 */
export function createClient({
  announce,
  debug = false,
  send = sendCreateRequest,
  now = () => new Date(),
  elapsed = () => performance.now(),
  sleep = realSleep,
  firstDelay = 500,
}: ClientOptions): CreateSendId {
  const workspaces = new Map<string, Workspace>();

  function workspaceOf({ endpoint, apiKey }: Connection): Workspace {
    const key = `${endpoint} ${apiKey}`;
    const workspace = workspaces.get(key) ?? {
      inTurn: limitConcurrency(parallelRequests),
      waitTold: new Set<string>(),
      quotaTold: new Set<string>(),
    };
    workspaces.set(key, workspace);
    return workspace;
  }

  /** Announces once for each reset, not once for each resource. */
  function announceOnce(told: Set<string>, { resetAt }: Quota, line: string) {
    if (!told.has(String(resetAt))) announce(line);
    told.add(String(resetAt));
  }

  /** Tells when a tenth of the limit or less is left. */
  function watchQuota({ quotaTold }: Workspace, connection: Connection, quota: Quota) {
    const { limit, remaining } = quota;
    if (limit === undefined || remaining === undefined || remaining > limit / 10) return;
    announceOnce(quotaTold, quota, quotaLine(connection, quota));
  }

  /** Sends the request, unless a limit is known that has not passed yet. */
  async function attempt(
    workspace: Workspace,
    connection: Connection,
    request: SendIdRequest,
    timeout: number,
  ): Promise<{ outcome: Outcome; exchange?: RequestResult }> {
    if (workspace.limit !== undefined && elapsed() < workspace.limit.until) {
      return { outcome: { kind: "limited", quota: workspace.limit.quota } };
    }
    const exchange = await send(connection, request, timeout);
    if (debug) announce(debugLine(connection, request, exchange));
    const answeredAt = now();
    const outcome = decideOutcome(exchange, answeredAt);
    if (outcome.kind === "limited") {
      const until = elapsed() + (outcome.quota.wait ?? Number.POSITIVE_INFINITY);
      workspace.limit = { quota: outcome.quota, until };
    } else {
      watchQuota(workspace, connection, readQuota(exchange, answeredAt));
    }
    return { outcome, exchange };
  }

  return async function createSendId(connection, request, { timeout, maxWait }) {
    if ([request.campaignId, request.sendId ?? ""].some((text) => containsKey(text, connection.apiKey))) {
      throw new CreateError(keyAsArgumentMessage);
    }
    const workspace = workspaceOf(connection);
    let begun: number | undefined;
    let requests = 0;
    let exchange: RequestResult | undefined;

    async function attemptInTurn(): Promise<Outcome> {
      const made = await workspace.inTurn(() => {
        begun ??= elapsed();
        return attempt(workspace, connection, request, timeout);
      });
      const { outcome } = made;
      if (made.exchange !== undefined) {
        exchange = made.exchange;
        requests++;
      }
      if (outcome.kind === "unreached" || outcome.kind === "limited") throw new NothingCreated(outcome);
      return outcome;
    }

    async function mayTryAgain(error: unknown, attempts: number): Promise<boolean> {
      if (!(error instanceof NothingCreated) || attempts === maxAttempts) return false;
      const timeLeft = maxWait - (elapsed() - (begun ?? 0));
      if (error.outcome.kind === "unreached") return timeLeft > 0;
      const { limit, waitTold } = workspace;
      const wait = (limit?.until ?? 0) - elapsed();
      if (wait > timeLeft) return false;
      if (limit !== undefined && wait > 0) {
        announceOnce(waitTold, limit.quota, waitLine(connection, limit.quota, wait));
        await sleep(wait);
      }
      return true;
    }

    let outcome: Outcome = await backOff(attemptInTurn, {
      numOfAttempts: maxAttempts,
      startingDelay: firstDelay,
      jitter: "full",
      retry: mayTryAgain,
    }).catch((error: unknown) => {
      if (error instanceof NothingCreated) return error.outcome;
      throw error;
    });
    if (outcome.kind === "created") {
      if (!containsKey(outcome.sendId, connection.apiKey)) return outcome.sendId;
      outcome = {
        kind: "unknown",
        cause: "Braze's answer has the API key for a send ID, which is not recorded",
      };
    }
    throw new CreateError(
      failureMessage({ outcome, exchange, requests, connection, request, endedAt: now() }),
    );
  };
}
