import { setTimeout as realSleep } from "node:timers/promises";
import { sendRequest } from "./send-request";

/** How long one create or one read may take, in milliseconds. */
export interface TimeLimits {
  /** Timeout of one request. */
  timeout: number;
  /** Maximum time from the first request to the last retry of a create, and maximum wait of a read for a rate limit. */
  maxWait: number;
}

/** Client dependencies; all have defaults. */
export interface ClientOptions {
  send?: typeof sendRequest;
  /** The machine's clock. */
  now?: () => Date;
  /** Monotonic time in milliseconds: setting the machine's clock must not change a wait. */
  elapsed?: () => number;
  sleep?: (milliseconds: number) => Promise<unknown>;
  /** A number from 0 to 1. */
  random?: () => number;
}

/** The options with their defaults. */
export const withDefaults = (options: ClientOptions): Required<ClientOptions> => ({
  send: sendRequest,
  now: () => new Date(),
  elapsed: () => performance.now(),
  // A timer ignores fractions of a millisecond, and may fire a millisecond early. With time left, the create would retry.
  sleep: (milliseconds) => realSleep(Math.ceil(milliseconds) + 1),
  random: Math.random,
  ...options,
});
