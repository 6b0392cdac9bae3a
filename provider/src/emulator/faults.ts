import { z } from "zod";

/** Which requests a fault applies to. All given fields must match. The request does not have to be valid. */
export interface FaultCondition {
  /** The path of the endpoint. @defaultValue "/sends/id/create" */
  path?: string;
  /** The `campaign_id` in the request's body or query. */
  campaignId?: string;
  /** The `send_id` in the request's body or query. */
  sendId?: string;
  /** The name of the workspace that the request's key belongs to. */
  workspace?: string;
}

interface FaultBase {
  /** Which requests the fault applies to. @defaultValue every `POST /sends/id/create` */
  when?: FaultCondition;
  /** How many requests the fault applies to; `Infinity` for all further ones. @defaultValue 1 */
  times?: number;
  /**
   * How long to wait, in milliseconds, before the response is sent or the connection is closed. The send ID is created
   * before the wait, so it exists even if the client gives up.
   *
   * @defaultValue 0
   */
  delayMs?: number;
}

interface FaultDelivery {
  /**
   * Headers of the response, by lowercase name. They are added to the emulator's headers or replace them; `null` removes one.
   *
   * @example `{ "x-ratelimit-reset": null, "retry-after": "1" }`
   */
  headers?: Readonly<Record<string, string | null>>;
  /**
   * When the rate limit resets, in seconds after the response. Sets `x-ratelimit-remaining` to 0, and `x-ratelimit-reset`.
   *
   * @example `{ status: 429, resetInSeconds: 20 }`
   */
  resetInSeconds?: number;
  /** The body of the response. A string is sent unchanged, anything else as JSON. @example `"<html>Bad gateway</html>"` */
  body?: string | object;
  /** `"mid-response"` closes the connection after the headers and half of the body. */
  drop?: "mid-response";
  /** How fast the body is sent, after the headers: 0.001 or more. @defaultValue unlimited */
  bytesPerSecond?: number;
}

/**
 * Closes the connection without a response: `"before-creating"` creates nothing, `"after-creating"` handles the request
 * first.
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
 * A custom response. The default `body` is `{"message": <name of the status>}`; the headers are those of any response to
 * the same workspace.
 *
 * @example
 * ```ts
 * emulator.script({ status: 503, times: 2 });
 * emulator.script({ status: 500, create: true }); // failed, but created
 * ```
 */
export interface ScriptedResponse extends FaultBase, FaultDelivery {
  /** The status: 200 to 599. */
  status: number;
  /** Whether the request is handled first, and may create its send ID. @defaultValue false */
  create?: boolean;
}

/**
 * The emulator's regular response, but late, slow, cut off, or with a different body or different headers.
 *
 * @example
 * ```ts
 * emulator.script({ delayMs: 5000 });
 * emulator.script({ body: "not JSON", headers: { "content-type": "text/html" } });
 * ```
 */
export interface AlteredResponse extends FaultBase, FaultDelivery {
  status?: never;
  create?: never;
}

/** A fault for {@link Emulator.script}. Faults apply in the order in which they were scripted, one per request. */
export type Fault = DroppedRequest | ScriptedResponse | AlteredResponse;

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
// Node rejects other characters, but only when it sends the response.
const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const delivery = {
  headers: z.record(z.string().regex(headerName), z.string().regex(headerValue).nullable()).default({}),
  resetInSeconds: z.number().min(0).max(172_800).optional(),
  body: z.union([z.string(), z.looseObject({}), z.array(z.unknown())]).optional(),
  drop: z.literal("mid-response").optional(),
  bytesPerSecond: z.number().min(0.001).optional(),
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

/** Any fault, validated, with its defaults. */
interface CheckedFault {
  when: Partial<Record<keyof FaultCondition, string | undefined>>;
  times: number;
  delayMs: number;
  drop?: "before-creating" | "after-creating" | "mid-response" | undefined;
  status?: number | undefined;
  create?: boolean | undefined;
  headers?: Record<string, string | null>;
  resetInSeconds?: number | undefined;
  body?: string | object | undefined;
  bytesPerSecond?: number | undefined;
}

export interface FaultScript {
  add(fault: Fault): void;
  /** Finds the first fault that applies to this request, and uses it up. */
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
