import fc from "fast-check";
import type { Fault } from "pulumi-braze/emulator";

/** A resource of the program, as its author wrote it. */
export interface Declared {
  /** Which of a few campaigns, and whether a send ID of one's own. */
  campaign: number;
  sendId?: string;
  adopt?: boolean;
}

/** One thing that happens. */
export type Event =
  | { kind: "declare"; name: number; declared: Declared }
  /** A whole calendar of send IDs, more than are sent at a time. */
  | { kind: "declare many"; campaign: number }
  | { kind: "remove"; name: number }
  | { kind: "fault"; fault: Fault }
  /** `pulumi up`; with `killAfter`, engine and provider are killed when that many requests have been sent. */
  | { kind: "update"; killAfter?: number }
  | { kind: "refresh" }
  /** Time passes, for everybody. */
  | { kind: "pass"; seconds: number }
  /** Somebody sets the machine's clock. */
  | { kind: "jump"; seconds: number }
  /** The stack's key becomes another of the workspace's, or a wrong one. */
  | { kind: "rotate"; key: number };

export interface Schedule {
  dailyLimit: number;
  maxWaitSeconds: number;
  /** Seconds before midnight UTC, when limits reset. */
  start: number;
  events: Event[];
}

export const names = 12;
const name = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: names - 1 }));
const times = fc.constantFrom(1, 1, 2, 3, 7);

/** Only what Braze can do: what it documents as not having reached its service has not created anything. */
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ status: fc.constantFrom(502, 503), times }),
  fc.record({ status: fc.constantFrom(500, 504, 520, 408, 302, 202), create: fc.boolean(), times }),
  fc.record({ status: fc.constantFrom(400, 401, 403, 404, 413, 415, 422), times }),
  fc.record({
    status: fc.constant(429),
    times,
    headers: fc.record({
      "x-ratelimit-reset": fc.constantFrom(null, "", "0", "1", "soon", "99999999999", "1795564800000", "-5"),
      date: fc.constantFrom(null, "", "Thu, 01 Jan 1970 00:00:00 GMT"),
    }),
  }),
  fc.record({ drop: fc.constantFrom("before-creating" as const, "after-creating" as const), times }),
  fc.record({ drop: fc.constant("mid-answer" as const), times }),
  fc.record({ delayMs: fc.constant(60) }),
  fc.record({
    times,
    body: fc.constantFrom(
      "",
      "<html>",
      "{",
      "null",
      '{"message":"success"}',
      '{"send_id":"x"}',
      '{"message":"success","send_id":""}',
    ),
  }),
  fc.record({
    status: fc.constant(201),
    times,
    body: fc.constant({ message: "success", send_id: "another" }),
  }),
  fc.record({
    times,
    headers: fc.record({ "x-ratelimit-remaining": fc.constantFrom("", "x", "-1", "1e9") }),
  }),
);

const declared: fc.Arbitrary<Declared> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ campaign: fc.nat({ max: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ campaign: fc.nat({ max: 3 }), sendId: fc.constantFrom("a", "b", "c", "d") }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      campaign: fc.nat({ max: 3 }),
      sendId: fc.constantFrom("old", "a"),
      adopt: fc.constant(true),
    }),
  },
);

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("declare" as const), name, declared }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("declare many" as const), campaign: fc.nat({ max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), name }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("fault" as const), fault }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("update" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("update" as const), killAfter: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refresh" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      seconds: fc.constantFrom(1, 30, 3600, 86_400),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("jump" as const),
      seconds: fc.constantFrom(-86_400, -60, 60, 86_400),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rotate" as const), key: fc.nat({ max: 2 }) }) },
);

/** Everything that may happen to a stack in a few days. */
export const schedule: fc.Arbitrary<Schedule> = fc.record({
  dailyLimit: fc.constantFrom(0, 2, 5, 100),
  maxWaitSeconds: fc.constantFrom(0, 20, 60),
  start: fc.constantFrom(10, 45, 3600, 80_000),
  events: fc.array(event, { minLength: 4, maxLength: 30 }),
});
