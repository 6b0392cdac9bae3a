import { parseJson } from "./parse-json";
import { hasMoreValuesThan } from "./split-json";

/**
 * Most values in the body of a request to Braze's API, or of its response. A hundred days of every channel have a tenth of
 * them. Memory grows with them, not with bytes.
 */
const maxValues = 100_000;

/** Whether a body has more values than {@link parseBody} accepts. */
export const hasTooManyValues = (body: string) => hasMoreValuesThan(maxValues, body);

/** Parses the body of a request or a response; undefined if it is not JSON or has too many values. */
export const parseBody = (body: string): unknown => (hasTooManyValues(body) ? undefined : parseJson(body));
