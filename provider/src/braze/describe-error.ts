/** The code of a request whose proxy has an invalid address. */
export const invalidProxyCode = "ERR_INVALID_PROXY";

const descriptions: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was lost",
  EPIPE: "the connection was lost",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "the host name could not be resolved",
  EHOSTUNREACH: "the host is unreachable",
  ENETUNREACH: "the network is unreachable",
  ETIMEDOUT: "the connection timed out",
  EPROTO: "the TLS handshake failed",
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the server's certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host",
  [invalidProxyCode]: "the proxy's address is invalid; percent-encode its user name and password",
};

/** The code of a request that exceeded its timeout. */
export const timeoutCode = "ERR_CANCELED";

/** Describes an error code of Node or axios, such as `connection refused (ECONNREFUSED)`. */
export function describeErrorCode(code: string): string {
  const otherwise = code.startsWith("HPE_") ? "the response was not valid HTTP" : "the connection failed";
  return `${Object.hasOwn(descriptions, code) ? descriptions[code] : otherwise} (${code})`;
}
