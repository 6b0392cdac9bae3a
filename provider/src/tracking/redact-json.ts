import { containsKey, redact } from "../braze/redact";

/** Deeper values are dropped: Braze's responses have at most five levels. */
const maxDepth = 20;

/**
 * A copy of a JSON value in which no string and no property name contains the API key.
 *
 * Only long parts of the key are redacted: identifiers are hexadecimal, like keys, and share short parts with them by chance.
 */
export function redactJson<T>(value: T, apiKey: string): T {
  const redactText = (text: string) => (containsKey(text, apiKey) ? redact(text, apiKey) : text);
  const copy = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return redactText(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth === maxDepth) return "[nested too deeply]";
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [redactText(name), copy(item, depth + 1)]),
    );
  };
  return copy(value, 0) as T;
}
