import assert from "node:assert/strict";
import { proxyFor } from "../../provider/src/braze/proxy";

describe("the proxy of an address", () => {
  const braze = "https://rest.iad-06.braze.com";
  const set = { HTTPS_PROXY: "http://proxy" };
  const cases: [
    what: string,
    environment: Record<string, string>,
    expected: string | undefined,
    address?: string,
  ][] = [
    ["none", {}, undefined],
    [
      "of the scheme",
      { HTTPS_PROXY: "http://a:b@proxy:8080", HTTP_PROXY: "http://other" },
      "http://a:b@proxy:8080/",
    ],
    ["in lower case, which overrides", { https_proxy: "http://lower", ...set }, "http://lower/"],
    ["by HTTP, without a scheme", { HTTPS_PROXY: "proxy:3128" }, "http://proxy:3128/"],
    ["by TLS", { HTTPS_PROXY: "https://proxy" }, "https://proxy/"],
    ["for all", { ALL_PROXY: "http://proxy" }, "http://proxy/"],
    ["not for the hosts of a domain", { ...set, NO_PROXY: "localhost, .BRAZE.com" }, undefined],
    ["not for a domain and its hosts", { ...set, NO_PROXY: "braze.com" }, undefined],
    ["not for hosts of a pattern", { ...set, NO_PROXY: "*.braze.com" }, undefined],
    ["not for this host", { ...set, NO_PROXY: "rest.iad-06.braze.com:443" }, undefined],
    ["for another port of the host", { ...set, NO_PROXY: "rest.iad-06.braze.com:8443" }, "http://proxy/"],
    ["for a host that ends alike", { ...set, NO_PROXY: "raze.com" }, "http://proxy/"],
    ["for no host", { ...set, no_proxy: "*" }, undefined],
    ["not for a network", { ...set, NO_PROXY: "10.0.0.0/8" }, undefined, "https://10.1.2.3"],
    ["for another network", { ...set, NO_PROXY: "10.0.0.0/16" }, "http://proxy/", "https://10.1.2.3"],
    ["not for a network of two digits", { ...set, NO_PROXY: "10.1.0.0/16" }, undefined, "https://10.1.2.3"],
    ["not for a network of one host", { ...set, NO_PROXY: "10.1.2.3/32" }, undefined, "https://10.1.2.3"],
    ["for a host with a name, not for a network", { ...set, NO_PROXY: "10.0.0.0/8" }, "http://proxy/"],
    [
      "for a prefix that is too long",
      { ...set, NO_PROXY: "10.0.0.0/33" },
      "http://proxy/",
      "https://10.1.2.3",
    ],
    [
      "for what only ends like a network",
      { ...set, NO_PROXY: "x10.0.0.0/8" },
      "http://proxy/",
      "https://10.1.2.3",
    ],
    [
      "for what only begins like a network",
      { ...set, NO_PROXY: "10.0.0.0/8x" },
      "http://proxy/",
      "https://10.1.2.3",
    ],
    ["with an invalid address", { HTTPS_PROXY: "http://us er:p w@" }, "invalid"],
    ["with a slash in the password", { HTTPS_PROXY: "http://a:b/c@proxy" }, "invalid"],
    ["with a question mark in the password", { HTTPS_PROXY: "http://a:b?c@proxy" }, "invalid"],
    ["with a number sign in the password", { HTTPS_PROXY: "http://a:b#c@proxy" }, "invalid"],
    ["none on loopback", { HTTP_PROXY: "http://proxy" }, undefined, "http://127.0.0.1:1"],
  ];
  for (const [what, environment, expected, address = braze] of cases)
    it(what, () => assert.equal(proxyFor(new URL(address), environment)?.toString(), expected));
});
