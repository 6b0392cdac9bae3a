import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { generate } from "selfsigned";
import { pulumiBrazeProcess } from "../support/pulumi-braze";
import { createStack, type Stack, sendIds, succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const host = "rest.braze.test";
const caseOf = (hostname = "") => proxyCases[hostname.replace(/\.braze\.test$/, "")];

/** One way in which a proxy can make a create fail. Each has its own workspace and host, so that one update tests all. */
interface ProxyCase {
  what: string;
  /** What the proxy does with the connection. `open` opens the tunnel. */
  onConnect: (client: Duplex, open: () => void) => void;
  /** What `pulumi up` prints about the send ID; absent if it is created without a message. */
  message?: RegExp;
  /** How many requests reach Braze. */
  requests: number;
  /** What happens to the tunnel instead of Braze's response. */
  onResponse?: "break";
}

const refuse = (status: number) => (client: Duplex) =>
  void client.end(`HTTP/1.1 ${status} x\r\ncontent-length: 0\r\n\r\n`);
const refused = (status: number, advice: string) =>
  new RegExp(
    `was not created: the proxy refused the tunnel to \\S+ \\(HTTP ${status}\\)( after \\d attempts)?\\. ` +
      `Nothing was sent to Braze\\.\\s+${advice}`,
  );

const proxyCases: Record<string, ProxyCase> = {
  slow: {
    what: "creates through a tunnel that opens after 1.5 s",
    onConnect: (_client, open) => void setTimeout(open, 1500),
    requests: 1,
  },
  silent: {
    what: "fails within the timeout of the request if the proxy never responds",
    onConnect: () => {},
    message: /was not created: \S+ could not be reached; error: no connection within braze:timeoutSeconds/,
    requests: 0,
  },
  "bad-gateway": {
    what: "blames the proxy for a 502 in response to CONNECT",
    onConnect: refuse(502),
    message: refused(502, "Check HTTPS_PROXY"),
    requests: 0,
  },
  "without-password": {
    what: "blames the proxy for a 407, and says where its password is set",
    onConnect: refuse(407),
    message: refused(407, "Set the proxy's user name and password in HTTPS_PROXY"),
    requests: 0,
  },
  forbidden: {
    what: "blames the proxy for a 403",
    onConnect: refuse(403),
    message: refused(403, "Check HTTPS_PROXY"),
    requests: 0,
  },
  "breaks-early": {
    what: "sends nothing through a tunnel that breaks before TLS is established",
    onConnect(client) {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.once("data", () => client.destroy());
    },
    message:
      /was not created: \S+ could not be reached( after \d attempts)?; (last )?error: the connection was lost/,
    requests: 0,
  },
  "breaks-late": {
    what: "does not retry through a tunnel that breaks after the request was sent",
    onConnect: (_client, open) => open(),
    onResponse: "break",
    message: /may or may not have been created: the connection was lost .*\. The request was not retried/,
    requests: 1,
  },
};

/** A company's network: HTTPS with a private certificate authority, through a proxy. */
describe("a real engine behind a proxy, with a private certificate authority", () => {
  let emulator: Emulator;
  let braze: https.Server;
  let proxy: http.Server;
  let stack: Stack;
  /** The hosts to which a tunnel was requested, and its end at the client. */
  const tunnels: string[] = [];
  const clients = new Map<string, Duplex>();
  let authorization: string | undefined;
  /** The bytes that passed through the proxy, in both directions. */
  let passed = "";

  before(async () => {
    emulator = await startEmulator();
    const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "*.braze.test" }] }],
    });
    braze = https.createServer({ key, cert }, (request, response) => {
      const { method = "", url = "", headers } = request;
      const onward = http.request(
        new URL(url, emulator.url),
        { method, headers: { ...headers, host: "localhost" } },
        (answer) => {
          if (caseOf(headers.host)?.onResponse === "break")
            return void clients.get(`${headers.host}`)?.destroy();
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(onward);
    });
    await new Promise<void>((done) => braze.listen(0, "127.0.0.1", done));

    proxy = http.createServer();
    proxy.on("connect", ({ url = "", headers }, client) => {
      authorization = headers["proxy-authorization"];
      const { hostname } = new URL(`https://${url}`);
      tunnels.push(url);
      clients.set(hostname, client);
      client.on("error", () => {});
      const open = () => {
        const onward = net.connect((braze.address() as net.AddressInfo).port, "127.0.0.1", () =>
          client.write("HTTP/1.1 200 Connection established\r\n\r\n"),
        );
        onward.on("error", () => {});
        for (const end of [client, onward])
          end.on("data", (bytes: Buffer) => (passed += bytes.toString("latin1")));
        client.pipe(onward).pipe(client);
      };
      const { onConnect } = caseOf(hostname) ?? {};
      if (onConnect === undefined) open();
      else onConnect(client, open);
    });
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));

    stack = await createStack({
      program: "",
      env: {
        BRAZE_API_KEY: defaultApiKey,
        BRAZE_REST_ENDPOINT: `https://${host}`,
        // Fewer retries, and none after a request that timed out.
        BRAZE_TIMEOUT_SECONDS: "6",
        BRAZE_MAX_WAIT_SECONDS: "2",
        HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as net.AddressInfo).port}`,
        NODE_EXTRA_CA_CERTS: "",
      },
    });
    await writeFile(join(stack.folder, "ca.pem"), cert);
  });
  after(async () => {
    await stack.remove();
    for (const server of [braze, proxy]) {
      server.closeAllConnections();
      server.close();
    }
    await emulator.close();
  });

  /** Those of these send IDs that were created. */
  const created = (...names: string[]) =>
    emulator.created
      .map(({ sendId }) => sendId)
      .filter((sendId) => names.includes(sendId))
      .sort();

  it("sends nothing to a server whose certificate it cannot trust, and creates through a tunnel in which the proxy reads nothing once NODE_EXTRA_CA_CERTS names the certificate", async () => {
    await stack.program(sendIds({ first: { campaignId, sendId: "first" } }));
    stack.env.NODE_EXTRA_CA_CERTS = "";
    const untrusted = await stack.up();
    assert.notEqual(untrusted.code, 0);
    assert.match(
      untrusted.output,
      /was not created: .* could not be reached( after \d attempts)?; (last )?error: the server's certificate is self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
    assert.match(untrusted.output, /NODE_EXTRA_CA_CERTS/);
    assert.deepEqual(created("first"), []);

    stack.env.NODE_EXTRA_CA_CERTS = join(stack.folder, "ca.pem");
    tunnels.length = 0;
    await succeed(stack.up());
    assert.deepEqual(tunnels, [`${host}:443`]);
    assert.deepEqual(created("first"), ["first"]);
    assert.notEqual(passed, "");
    for (const secret of [defaultApiKey, "/sends/id/create", "first"]) assert.ok(!passed.includes(secret));
  });

  it("shows neither the key nor the proxy's password under NODE_DEBUG=*, with and without a proxy", async () => {
    const env = { ...stack.env, NODE_EXTRA_CA_CERTS: join(stack.folder, "ca.pem") } as Record<string, string>;
    const debugged = {
      NODE_DEBUG: "*",
      HTTPS_PROXY: `${env.HTTPS_PROXY}`.replace("http://", "service:pass%2Dof-proxy@"),
      BRAZE_WORKSPACES: JSON.stringify({ direct: { apiKey: defaultApiKey, endpoint: emulator.url } }),
    };
    stack.env = { ...env, ...debugged };
    await stack.program(
      sendIds({
        tunneled: { campaignId, sendId: "tunneled" },
        direct: { campaignId, sendId: "direct", workspace: "direct" },
      }),
    );
    const { output } = await succeed(stack.up()).finally(() => {
      stack.env = env;
    });
    assert.deepEqual(created("direct", "tunneled"), ["direct", "tunneled"]);
    const { BRAZE_API_KEY = "", BRAZE_REST_ENDPOINT = "", NODE_EXTRA_CA_CERTS = "" } = env;
    const check = await pulumiBrazeProcess(["check"], {
      env: { BRAZE_API_KEY, BRAZE_REST_ENDPOINT, NODE_EXTRA_CA_CERTS, ...debugged },
    });
    assert.equal(check.code, 0, check.stdout);
    const credentials = Buffer.from("service:pass-of-proxy").toString("base64");
    assert.equal(authorization, `Basic ${credentials}`);
    for (const printed of [output, check.stdout + check.stderr]) {
      assert.match(printed, /HTTP \d+:/);
      for (const secret of ["Bearer", defaultApiKey, "of-proxy", credentials])
        assert.ok(!printed.includes(secret), secret);
    }
  });

  it("bypasses the proxy for a host in NO_PROXY", async () => {
    stack.env.NO_PROXY = host;
    tunnels.length = 0;
    await stack.program(sendIds({ second: { campaignId, sendId: "second" } }));
    const { output } = await stack.up();
    stack.env.NO_PROXY = "";
    assert.match(output, /host not found|host name could not be resolved/);
    assert.deepEqual(tunnels, []);
  });

  describe("that disturbs the tunnel", () => {
    let diagnostics: string;
    before(async () => {
      stack.env.NODE_EXTRA_CA_CERTS = join(stack.folder, "ca.pem");
      const connections = Object.keys(proxyCases).map((name) => [
        name,
        { apiKey: defaultApiKey, endpoint: `https://${name}.braze.test` },
      ]);
      stack.env.BRAZE_WORKSPACES = JSON.stringify(Object.fromEntries(connections));
      const declared = Object.keys(proxyCases).map((name) => [
        name,
        { campaignId, sendId: name, workspace: name },
      ]);
      await stack.program(sendIds(Object.fromEntries(declared)));
      const { output } = await stack.up("--continue-on-error");
      diagnostics = output.slice(output.indexOf("Diagnostics:"));
    });

    for (const [name, { what, message, requests }] of Object.entries(proxyCases)) {
      it(what, async () => {
        const [, reported] = new RegExp(`Send ID "${name}"([^]*?)(?=Send ID "|$)`).exec(diagnostics) ?? [];
        if (message === undefined) assert.equal(reported, undefined);
        else assert.match(reported ?? diagnostics, message);
        const arrived = emulator.requests.filter(({ sendId }) => sendId === name);
        assert.equal(arrived.length, requests);
        const { sendIds } = await stack.exported();
        assert.equal(
          sendIds.some(({ outputs }) => outputs?.sendId === name),
          message === undefined,
        );
      });
    }
  });
});
