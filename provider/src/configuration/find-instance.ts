import { instances } from "../braze/instances";

/** The host of an instance's REST API; undefined for an unknown instance. */
export const hostOf = (instance: string): string | undefined => instances[instance.toUpperCase()];

/**
 * The instance that a misspelled name probably means: `US-6`, `us06`, `iad-06`, or the host of an instance.
 *
 * @returns undefined if no instance is similar.
 */
export function similarInstance(text: string): string | undefined {
  const wanted = simplify(text);
  return Object.entries(instances).find(([name, host]) =>
    [name, host, host.split(".")[1] ?? ""].some((known) => simplify(known) === wanted),
  )?.[0];
}

/** Letters and digits only, without leading zeros, and without what a host has before and after its cluster. */
const simplify = (text: string) =>
  text
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^(rest|sdk|dashboard)\.|\.braze\.(com|eu)\/?$/g, "")
    .replace(/[^a-z0-9]/g, "")
    .replace(/([a-z])0+(?=\d)/g, "$1");
