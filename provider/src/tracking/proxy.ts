import { isLoopback } from "../braze/loopback";

/**
 * The proxy that the environment sets for requests to an address, without its user name and password; undefined if there
 * is none.
 */
export function proxyFor(
  address: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const url = new URL(address);
  if (isLoopback(url)) return undefined;
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  const excluded = (read("NO_PROXY") ?? "").split(/[\s,]+/).filter(Boolean);
  if (excluded.some((entry) => excludes(entry, url))) return undefined;
  const proxy = read(`${url.protocol.slice(0, -1).toUpperCase()}_PROXY`) ?? read("ALL_PROXY");
  if (proxy === undefined) return undefined;
  const withScheme = proxy.includes("://") ? proxy : `${url.protocol}//${proxy}`;
  if (!URL.canParse(withScheme)) return "a proxy with an invalid address";
  const { protocol, host } = new URL(withScheme);
  return `${protocol}//${host}`;
}

function excludes(entry: string, { hostname }: URL): boolean {
  if (entry === "*") return true;
  const name = entry.replace(/^\*?\.?/, "").replace(/:\d+$/, "");
  return hostname === name || hostname.endsWith(`.${name}`);
}
