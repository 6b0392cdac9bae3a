import { BlockList, isIPv4 } from "node:net";
import { isLoopback } from "./loopback";

/**
 * The proxy that the environment sets for requests to an address, `"invalid"` if its address is not valid, and undefined if
 * there is none. As in curl and Go, a proxy without a scheme speaks HTTP, and `NO_PROXY` includes subdomains.
 */
export function proxyFor(
  url: URL,
  environment: Readonly<Record<string, string | undefined>>,
): URL | "invalid" | undefined {
  if (isLoopback(url)) return undefined;
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  const excluded = (read("NO_PROXY") ?? "").toLowerCase().split(/[\s,]+/);
  if (excluded.some((entry) => excludes(entry, url))) return undefined;
  const setting = read(`${url.protocol.slice(0, -1).toUpperCase()}_PROXY`) ?? read("ALL_PROXY");
  if (setting === undefined) return undefined;
  const withScheme = setting.includes("://") ? setting : `http://${setting}`;
  const proxy = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  // With a slash or a number sign in the password, a part of the password would be the host.
  if (proxy === undefined || /@/.test(proxy.pathname + proxy.search + proxy.hash)) return "invalid";
  return proxy;
}

function excludes(entry: string, { hostname, port }: URL): boolean {
  if (entry === "*") return true;
  const [, network = "", prefix] = /^([\d.]+)\/(\d+)$/.exec(entry) ?? [];
  if (isIPv4(network) && isIPv4(hostname) && Number(prefix) <= 32) {
    const subnet = new BlockList();
    subnet.addSubnet(network, Number(prefix));
    return subnet.check(hostname);
  }
  const [, name, onlyPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== (port || "443")) return false;
  return hostname === name || hostname.endsWith(`.${name}`);
}
