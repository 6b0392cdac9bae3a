import { containsKey, redact, redactName } from "../braze/redact";

/** Deeper values are dropped: Braze's responses have at most five levels. */
const maxDepth = 20;

/**
 * A copy of a JSON value in which no string and no property name contains the API key.
 *
 * Only long parts of the key are redacted: identifiers are hexadecimal, like keys, and share short parts with them by chance. A
 * key of fewer than six characters is redacted in strings only, because it may occur in any of Braze's property names.
 */
export function redactJson<T>(value: T, apiKey: string): T {
  const copy = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return redactName(value, apiKey);
    if (typeof value !== "object" || value === null) return value;
    if (depth === maxDepth) return "[nested too deeply]";
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        containsKey(name, apiKey) ? redact(name, apiKey) : name,
        copy(item, depth + 1),
      ]),
    );
  };
  return copy(value, 0) as T;
}
