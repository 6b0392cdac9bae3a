import fc from "fast-check";
import type { Fault } from "pulumi-braze/emulator";
import { unknownValue } from "../../provider/src/resources/unknown";
import type { NetworkFault } from "./hostile-network";

/** A resource of the program. */
export interface Declared {
  /** One of a few campaigns. */
  campaign: number;
  sendId?: string;
  adopt?: boolean;
}

/** One thing that happens. */
export type Event =
  | { kind: "declare"; name: number; declared: Declared }
  /** A calendar of send IDs, more than are sent in parallel. */
  | { kind: "declare many"; campaign: number }
  | { kind: "remove"; name: number }
  | { kind: "fault"; fault: Fault }
  | { kind: "network"; fault: NetworkFault; times: number }
  /**
   * `pulumi up`. With `killAfter`, engine and provider are killed when that many requests have been sent. With `repeats`, a hook
   * of the program makes the engine repeat each failed create.
   */
  | { kind: "update"; killAfter?: number; repeats?: number }
  | { kind: "refresh" }
  /** Time passes for all clocks. */
  | { kind: "pass"; seconds: number }
  /** The machine's clock is set. */
  | { kind: "jump"; seconds: number }
  /** The stack's key is replaced by another key of the workspace, or by a wrong one. */
  | { kind: "rotate"; key: number };

export interface Schedule {
  dailyLimit: number;
  maxWaitSeconds: number;
  /** Seconds before midnight UTC, when limits reset. */
  start: number;
  events: Event[];
}

/** The workspace's keys, in the form of Braze's, and a wrong one. */
export const goodKeys = ["9c41e6b2-57ad-4e08-b3f6-1a2d8c7095ef", "6e0d95a3-c81f-4b72-a4d9-37f5b10e268c"];
export const wrongKey = "2b8f70c6-94e3-4a1d-8c5b-e60d49a7f132";
const anyKey = fc.constantFrom(...goodKeys, wrongKey);

export const names = 12;
const name = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: names - 1 }));
const times = fc.constantFrom(1, 1, 2, 3, 7);

/** A response that names what was created in another format than a success. The header contains the name for the simulation. */
const naming = (sendId: string, body: object): Fault => ({
  status: 201,
  body,
  headers: { "x-named": sendId },
});

/** What Braze, or a gateway in front of it, can do. */
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ status: fc.constantFrom(502, 503), create: fc.boolean(), times }),
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
  fc.record({ drop: fc.constant("mid-response" as const), times }),
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
  fc.constantFrom(
    naming("4711004711", { message: "success", send_id: 4711004711 }),
    naming("4711004712", { message: "success", note: "n".repeat(1000), send_id: 4711004712 }),
    naming("nested-4711", { message: "success", data: { send_id: "nested-4711" } }),
    naming("elsewhere-4711", { message: "success", sendId: "elsewhere-4711" }),
  ),
  fc.record({
    times,
    headers: fc.record({ "x-ratelimit-remaining": fc.constantFrom("", "x", "-1", "1e9") }),
  }),
);

/** Texts that must not be printed or sent as they are. */
const hostileText = fc.oneof(
  fc.constantFrom("\ud83d", "\udc4d", "a\ud83d b", "\u009b31m\u202e\u200b\u0007\n\r", "\u001b[31m"),
  // A limit of a text's length, even or odd, falls between the halves of a character of one of them.
  fc.constantFrom("", "x").map((start) => start + "😀".repeat(1500)),
  anyKey,
  anyKey.map((key) => `Invalid API key: ${key.slice(0, -1)}`),
  anyKey.map((key) => Buffer.from(`Bearer ${key}`).toString("base64")),
);

const hostileSendId = fc.oneof(
  hostileText,
  anyKey.map((key) => key.slice(0, -1)),
  fc.constantFrom("another", "", " ", "é", "y".repeat(64), "y".repeat(65), "y".repeat(60_000), unknownValue),
);

const hostileBody = fc.oneof(
  hostileText,
  hostileText.map((message) => ({ message })),
  hostileText.map((error) => ({ message: "x", errors: [error] })),
  fc.constant(`{"message":"x","errors":[${"[".repeat(20_000)}${"]".repeat(20_000)}]}`),
);

const hostileResponse: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ status: fc.constantFrom(400, 401, 404, 500, 201), times, body: hostileBody }),
  fc.record({
    status: fc.constant(201),
    times,
    body: fc.record({ message: fc.constant("success"), send_id: hostileSendId }),
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

const declaration = fc.record({ kind: fc.constant("declare" as const), name, declared });
const repeats = fc.constantFrom(0, 0, 1, 3);
const update = fc.record({ kind: fc.constant("update" as const), repeats });
export const disturbance: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fault" as const), fault }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fault" as const), fault: hostileResponse }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("network" as const),
      fault: fc.oneof(
        fc.record({ proxy: fc.constantFrom(200, 201, 302, 400, 401, 403, 407, 429, 500, 502, 503, 504) }),
        fc.constant("cut" as const),
      ),
      times,
    }),
  },
);

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: declaration },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("declare many" as const), campaign: fc.nat({ max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), name }) },
  { weight: 6, arbitrary: disturbance },
  { weight: 5, arbitrary: update },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("update" as const),
      killAfter: fc.integer({ min: 1, max: 4 }),
      repeats,
    }),
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

/** A disturbance that most likely affects a create; most of the others affect none. */
const disturbedCreate: fc.Arbitrary<Event[]> = fc.tuple(declaration, disturbance, update);

/** Every event that may happen to a stack in a few days. */
export const schedule: fc.Arbitrary<Schedule> = fc.record({
  dailyLimit: fc.constantFrom(0, 2, 5, 100),
  maxWaitSeconds: fc.constantFrom(0, 20, 60),
  start: fc.constantFrom(10, 45, 3600, 80_000),
  events: fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: event.map((one) => [one]) },
        { weight: 1, arbitrary: disturbedCreate },
      ),
      { minLength: 4, maxLength: 20 },
    )
    .map((steps) => steps.flat()),
});
