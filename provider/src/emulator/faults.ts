import { z } from "zod";

/** Which requests a fault is for. Every field that is given must match; the request need not be valid otherwise. */
export interface FaultCondition {
  /** The path of the endpoint. @default "/sends/id/create" */
  path?: string;
  /** The `campaign_id` in the request's body or query. */
  campaignId?: string;
  /** The `send_id` in the request's body or query. */
  sendId?: string;
  /** The name of the workspace the request's key belongs to. */
  workspace?: string;
}

interface FaultBase {
  /** Which requests the fault is for. @default every `POST /sends/id/create` */
  when?: FaultCondition;
  /** How many requests the fault is for; `Infinity` for all from now on. @default 1 */
  times?: number;
  /**
   * How long to wait, in milliseconds, before answering or dropping. What is to be created is created before the wait,
   * so that a client that gives up meanwhile has created it.
   *
   * @default 0
   */
  delayMs?: number;
}

interface FaultDelivery {
  /**
   * Headers of the answer, by name in lowercase, added to the emulator's own or replacing them; `null` leaves one out.
   *
   * @example `{ "x-ratelimit-reset": null, "retry-after": "1" }`
   */
  headers?: Readonly<Record<string, string | null>>;
  /**
   * When the rate limit resets, in seconds after the response: sets `x-ratelimit-remaining` to 0 and `x-ratelimit-reset`.
   *
   * @example `{ status: 429, resetInSeconds: 20 }`
   */
  resetInSeconds?: number;
  /** The body instead: text is sent as it is, anything else as JSON. @example `"<html>Bad gateway</html>"` */
  body?: string | object;
  /** `"mid-answer"` closes the connection after the headers and half of the body. */
  drop?: "mid-answer";
  /** Sends the body this slowly, after the headers. @default as fast as it goes */
  bytesPerSecond?: number;
}

/**
 * The connection ends without an answer: `"before-creating"` leaves nothing behind, `"after-creating"` handles the
 * request in full first.
 *
 * @example
 * ```ts
 * emulator.script({ drop: "after-creating", when: { campaignId } });
 * ```
 */
export interface DroppedRequest extends FaultBase {
  drop: "before-creating" | "after-creating";
}

/**
 * An answer of your own. Without a `body` it is `{"message": <the status's name>}`; the headers are those a request of
 * the same workspace would get.
 *
 * @example
 * ```ts
 * emulator.script({ status: 503, times: 2 });
 * emulator.script({ status: 500, create: true }); // failed, and yet created
 * ```
 */
export interface ScriptedAnswer extends FaultBase, FaultDelivery {
  /** The status: 200 to 599. */
  status: number;
  /** Whether the request is handled in full before, and so may create its send ID. @default false */
  create?: boolean;
}

/**
 * The emulator's own answer, handled as always, but late, slow, cut off or with other contents.
 *
 * @example
 * ```ts
 * emulator.script({ delayMs: 5000 });
 * emulator.script({ body: "not JSON", headers: { "content-type": "text/html" } });
 * ```
 */
export interface AlteredAnswer extends FaultBase, FaultDelivery {
  status?: never;
  create?: never;
}

/** What {@link Emulator.script} takes. Faults are used up in the order they were scripted, one per request. */
export type Fault = DroppedRequest | ScriptedAnswer | AlteredAnswer;

const base = {
  when: z
    .strictObject({
      path: z.string().default("/sends/id/create"),
      campaignId: z.string().optional(),
      sendId: z.string().optional(),
      workspace: z.string().optional(),
    })
    .prefault({}),
  times: z.union([z.int().min(1), z.literal(Infinity)]).default(1),
  delayMs: z.number().min(0).max(2_147_483_647).default(0),
};
// What Node would refuse only when it is sent.
const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const delivery = {
  headers: z.record(z.string().regex(headerName), z.string().regex(headerValue).nullable()).default({}),
  resetInSeconds: z.number().min(0).max(172_800).optional(),
  body: z.union([z.string(), z.looseObject({}), z.array(z.unknown())]).optional(),
  drop: z.literal("mid-answer").optional(),
  bytesPerSecond: z.number().positive().optional(),
};
const faultSchema = z.union([
  z.strictObject({ ...base, drop: z.enum(["before-creating", "after-creating"]) }),
  z.strictObject({
    ...base,
    ...delivery,
    status: z.int().min(200).max(599),
    create: z.boolean().default(false),
  }),
  z.strictObject({ ...base, ...delivery }),
]);

/** Any fault, with every field there is. */
export interface CheckedFault {
  when: Partial<Record<keyof FaultCondition, string | undefined>>;
  times: number;
  delayMs: number;
  drop?: "before-creating" | "after-creating" | "mid-answer" | undefined;
  status?: number | undefined;
  create?: boolean | undefined;
  headers?: Record<string, string | null>;
  resetInSeconds?: number | undefined;
  body?: string | object | undefined;
  bytesPerSecond?: number | undefined;
}

export interface FaultScript {
  add(fault: Fault): void;
  /** Takes the first fault that is for this request off the script. */
  take(request: FaultCondition): CheckedFault | undefined;
}

export function createFaultScript(): FaultScript {
  const script: { fault: CheckedFault; left: number }[] = [];
  return {
    add(fault) {
      const checked = faultSchema.safeParse(fault);
      if (!checked.success)
        throw new TypeError(`This fault cannot be scripted: ${z.prettifyError(checked.error)}`);
      script.push({ fault: checked.data, left: checked.data.times });
    },
    take(request) {
      const index = script.findIndex(({ fault: { when } }) =>
        (["path", "campaignId", "sendId", "workspace"] as const).every(
          (name) => when[name] === undefined || when[name] === request[name],
        ),
      );
      const found = script[index];
      if (!found) return undefined;
      found.left -= 1;
      if (found.left === 0) script.splice(index, 1);
      return found.fault;
    },
  };
}
