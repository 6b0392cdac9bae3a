import { instances } from "../braze/instances";

const regions: Readonly<Record<string, string>> = { iad: "US", us: "US", fra: "EU", eu: "EU" };

/**
 * The instance that a host of Braze other than a REST host belongs to, such as `US-06` for `dashboard-06.braze.com`,
 * `sdk.iad-06.braze.com` or `rest.iad-06.braze.eu`. Undefined if the host is a REST host or tells nothing.
 *
 * @see https://www.braze.com/docs/api/basics/#endpoints
 */
export function guessInstance(endpoint: string): string | undefined {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : endpoint;
  if (Object.values(instances).includes(host) || !/(^|\.)(braze|appboy)\.[a-z]+$/.test(host))
    return undefined;
  const [, dashboard, domain] = /^dashboard-(\d\d)\.\w+\.(com|eu)$/.exec(host) ?? [];
  const [, cluster = "", number] = /\b(iad|us|fra|eu|au|id|jp|kr)-(\d\d)\b/.exec(host) ?? [];
  const name =
    dashboard !== undefined
      ? `${domain === "eu" ? "EU" : "US"}-${dashboard}`
      : `${regions[cluster] ?? cluster.toUpperCase()}-${number}`;
  return Object.hasOwn(instances, name) ? name : undefined;
}

/** The name of the instance with this endpoint; undefined if the endpoint is none in the list. */
export const instanceOf = (endpoint: string): string | undefined =>
  Object.keys(instances).find((name) => `https://${instances[name]}` === endpoint);
