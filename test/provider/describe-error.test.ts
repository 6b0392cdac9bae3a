import assert from "node:assert/strict";
import { describeErrorCode } from "../../provider/src/braze/describe-error";

describe("an error code", () => {
  for (const [codes, description] of [
    [["ECONNREFUSED"], "connection refused"],
    [["ECONNRESET", "EPIPE"], "the connection was lost"],
    [["ENOTFOUND"], "host not found"],
    [["EAI_AGAIN"], "the host name could not be resolved"],
    [["EHOSTUNREACH"], "the host is unreachable"],
    [["ENETUNREACH"], "the network is unreachable"],
    [["ETIMEDOUT"], "the connection timed out"],
    [["EPROTO"], "the TLS handshake failed"],
    [["CERT_HAS_EXPIRED"], "the server's certificate has expired"],
    [["DEPTH_ZERO_SELF_SIGNED_CERT"], "the server's certificate is self-signed"],
    [
      ["SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
      "the server's certificate is not trusted",
    ],
    [["ERR_TLS_CERT_ALTNAME_INVALID"], "the server's certificate is for another host"],
    [["EOTHER", "constructor"], "the connection failed"],
  ] as const)
    for (const code of codes)
      it(`${code}: ${description}`, () => assert.equal(describeErrorCode(code), `${description} (${code})`));
});
