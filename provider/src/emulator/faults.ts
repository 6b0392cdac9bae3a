import { z } from "zod";

const conditionShape = {
  /** The path of the endpoint. @defaultValue "/sends/id/create" */
  path: z.string().default("/sends/id/create"),
  /** The `campaign_id` in the request's body or query. */
  campaignId: z.string().optional(),
  /** The `send_id` in the request's body or query. */
  sendId: z.string().optional(),
  /** The name of the workspace that the request's key belongs to. */
  workspace: z.string().optional(),
};

/** Which requests a fault applies to. All given fields must match. The request does not have to be valid. */
export interface FaultCondition extends z.input<z.ZodObject<typeof conditionShape>> {}
type CheckedCondition = z.output<z.ZodObject<typeof conditionShape>>;
const condition: z.ZodType<CheckedCondition, FaultCondition> = z.strictObject(conditionShape);

// Node rejects other characters, but only when it sends the response.
const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

export const drops = ["before-creating", "after-creating", "mid-response"] as const;

const faultShape = {
  /** Which requests the fault applies to. @defaultValue every `POST /sends/id/create` */
  when: condition.prefault({}),
  /** How many requests the fault applies to; `Infinity` for all further ones. @defaultValue 1 */
  times: z.union([z.int().min(1), z.literal(Infinity)]).default(1),
  /**
   * How long to wait, in milliseconds, before the response is sent or the connection is closed. The send ID is created
   * before the wait, so it exists even if the client gives up.
   *
   * @defaultValue 0
   */
  delayMs: z.number().min(0).max(2_147_483_647).default(0),
  /**
   * Closes the connection. `"before-creating"` creates nothing and sends no response, `"after-creating"` handles the request
   * first, and `"mid-response"` sends the headers and half of the body.
   */
  drop: z.enum(drops).optional(),
  /**
   * The status of a custom response: 200 to 599. Its default `body` is `{"message": <name of the status>}`; its headers are
   * those of any response to the same workspace.
   *
   * @defaultValue the request is handled as usual
   */
  status: z.int().min(200).max(599).optional(),
  /** With `status`, whether the request is handled first, and may create its send ID. @defaultValue false */
  create: z.boolean().optional(),
  /**
   * Headers of the response, by lowercase name. They are added to the emulator's headers or replace them; `null` removes one.
   *
   * @example `{ "x-ratelimit-reset": null, "retry-after": "1" }`
   */
  headers: z.record(z.string().regex(headerName), z.string().regex(headerValue).nullable()).optional(),
  /**
   * When the rate limit resets, in seconds after the response. Sets `x-ratelimit-remaining` to 0, and `x-ratelimit-reset`.
   *
   * @example `{ status: 429, resetInSeconds: 20 }`
   */
  resetInSeconds: z.number().min(0).max(172_800).optional(),
  /** The body of the response. A string is sent unchanged, anything else as JSON. @example `"<html>Bad gateway</html>"` */
  body: z
    .custom<string | object>(
      (value) => typeof value === "string" || (typeof value === "object" && value !== null),
    )
    .optional(),
  /** How fast the body is sent, after the headers: 0.001 or more. @defaultValue unlimited */
  bytesPerSecond: z.number().min(0.001).optional(),
};

/**
 * A fault for {@link Emulator.script}. Faults apply in the order in which they were scripted, one per request.
 *
 * @example
 * ```ts
 * emulator.script({ drop: "after-creating", when: { campaignId } });
 * emulator.script({ status: 503, times: 2 });
 * emulator.script({ status: 500, create: true }); // failed, but created
 * emulator.script({ body: "not JSON", headers: { "content-type": "text/html" } });
 * ```
 */
export interface Fault extends z.input<z.ZodObject<typeof faultShape>> {}
type CheckedFault = z.output<z.ZodObject<typeof faultShape>>;

const faultSchema = z
  .strictObject(faultShape)
  .refine(({ create, status }) => create === undefined || status !== undefined, "create requires status")
  .refine(({ when: _, times: __, delayMs: ___, drop, ...response }) => {
    const sendsNothing = drop === "before-creating" || drop === "after-creating";
    return !sendsNothing || Object.values(response).every((value) => value === undefined);
  }, "a connection that is dropped before the response has no response to change");

export interface FaultScript {
  /** @throws TypeError if the fault is invalid */
  add(fault: Fault): void;
  /** Finds the first fault that applies to this request, and uses it up. */
  take(request: FaultCondition): CheckedFault | undefined;
}

export function createFaultScript(): FaultScript {
  const script: { fault: CheckedFault; left: number }[] = [];
  return {
    add(fault) {
      const { data, error } = faultSchema.safeParse(fault);
      if (error) throw new TypeError(`This fault cannot be scripted: ${z.prettifyError(error)}`);
      script.push({ fault: data, left: data.times });
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
