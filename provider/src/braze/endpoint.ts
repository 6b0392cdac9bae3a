import { isLoopback } from "./loopback";

/** Why a text is not a valid endpoint, or undefined. The text may contain credentials and is not quoted. */
export function endpointProblem(text: string): string | undefined {
  const example = "https://rest.iad-06.braze.com";
  if (!URL.canParse(text)) return `is not an address such as ${example}`;
  const { protocol, username, password, pathname, search, hash, hostname } = new URL(text);
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(new URL(text)))) {
    return "must begin with https://, because the key would otherwise be sent in plain text; plain HTTP is accepted for loopback addresses only";
  }
  if (username + password + search + hash !== "" || pathname !== "/") {
    return `must be the host's address alone, such as ${example}, without user, path or query`;
  }
  if (hostname.startsWith("sdk.")) {
    return `names a host for SDKs, which has no REST API; use https://${hostname.replace("sdk.", "rest.")}`;
  }
  return undefined;
}
