import { instances } from "./instances";

/** The host of an instance's REST API; undefined for an unknown instance. */
export const hostOf = (instance: string): string | undefined => instances[instance.toUpperCase()];

/**
 * The instance that a misspelled name probably means: `US-6`, `us06`, `iad-06`, or the host of an instance.
 *
 * @returns undefined if no instance is similar.
 */
export function similarInstance(text: string): string | undefined {
  const simplified = simplify(text);
  return Object.entries(instances).find(([name, host]) =>
    [name, host].some((known) => simplify(known) === simplified),
  )?.[0];
}

/** Letters and digits only, without leading zeros, and without the parts of a host before and after its cluster. */
const simplify = (text: string) =>
  text
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^(rest|sdk|dashboard)\.|\.braze\.(com|eu)\/?$/g, "")
    .replace(/[^a-z0-9]/g, "")
    .replace(/([a-z])0+(?=\d)/g, "$1");

const regions: Readonly<Record<string, string>> = { iad: "US", fra: "EU" };

/**
 * The instance that a host of Braze other than a REST host belongs to, such as `US-06` for `dashboard-06.braze.com`,
 * `sdk.iad-06.braze.com` or `rest.iad-06.braze.eu`. Undefined if the host is a REST host or does not identify an instance.
 *
 * @see https://www.braze.com/docs/api/basics/#endpoints
 */
export function guessInstance(endpoint: string): string | undefined {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : endpoint;
  if (Object.values(instances).includes(host) || !/\.(braze|appboy)\.[a-z]+$/.test(host)) return undefined;
  const [, dashboard, domain] = /^dashboard-(\d\d)\.\w+\.(com|eu)$/.exec(host) ?? [];
  const [, cluster = "", number] = /\b(iad|us|fra|eu|au|id|jp|kr)-(\d\d)\b/.exec(host) ?? [];
  const name =
    dashboard !== undefined
      ? `${domain === "eu" ? "EU" : "US"}-${dashboard}`
      : `${regions[cluster] ?? cluster.toUpperCase()}-${number}`;
  return Object.hasOwn(instances, name) ? name : undefined;
}

/** The name of the instance with this endpoint; undefined if no instance has it. */
export const instanceOf = (endpoint: string): string | undefined =>
  Object.keys(instances).find((name) => `https://${instances[name]}` === endpoint);
