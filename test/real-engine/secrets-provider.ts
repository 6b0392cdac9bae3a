import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** For `pulumi stack init --secrets-provider`. */
export const secretsProvider = "hashivault://test";

let url: Promise<string> | undefined;

/**
 * The environment in which the CLI uses the secrets provider. A passphrase, Pulumi's default, takes 0.3 s of each run, to derive
 * a key from it.
 */
export async function secretsProviderEnvironment(): Promise<NodeJS.ProcessEnv> {
  url ??= serveVault();
  return { VAULT_SERVER_URL: await url, VAULT_SERVER_TOKEN: "test" };
}

/**
 * Serves the transit engine of HashiCorp Vault, as far as Pulumi uses it: for the key with which it encrypts a stack's secrets.
 * https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
async function serveVault(): Promise<string> {
  const plaintexts = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const { plaintext, ciphertext } = (await json(request)) as { plaintext: string; ciphertext: string };
    const encrypted = `vault:v1:${randomUUID()}`;
    if (request.url === "/v1/transit/encrypt/test") plaintexts.set(encrypted, plaintext);
    const data = { plaintext: plaintexts.get(ciphertext), ciphertext: encrypted };
    response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
