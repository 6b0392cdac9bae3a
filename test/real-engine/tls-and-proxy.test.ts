import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { join } from "node:path";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { generate } from "selfsigned";
import { createStack, type Stack, sendIds, succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const host = "rest.braze.test";

/** The way out of a company's network: https with a certificate of its own, through a proxy that knows the host. */
describe("a real engine behind a proxy, with a certificate of one's own", () => {
  let emulator: Emulator;
  let braze: https.Server;
  let proxy: http.Server;
  let stack: Stack;
  const tunnels: string[] = [];
  /** What the proxy saw pass, in both directions. */
  let passed = "";

  before(async () => {
    emulator = await startEmulator();
    const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
    });
    braze = https.createServer({ key, cert }, (request, response) => {
      const { method = "", url = "", headers } = request;
      const onward = http.request(
        new URL(url, emulator.url),
        { method, headers: { ...headers, host: "localhost" } },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(onward);
    });
    await new Promise<void>((done) => braze.listen(0, "127.0.0.1", done));

    proxy = http.createServer();
    proxy.on("connect", (request, socket) => {
      tunnels.push(String(request.url));
      const onward = net.connect((braze.address() as net.AddressInfo).port, "127.0.0.1", () =>
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n"),
      );
      for (const end of [socket, onward]) {
        end.on("data", (bytes: Buffer) => (passed += bytes.toString("latin1")));
        end.on("error", () => {});
      }
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));

    stack = await createStack({
      program: sendIds({ first: { campaignId, sendId: "first" } }),
      env: {
        BRAZE_API_KEY: defaultApiKey,
        BRAZE_REST_ENDPOINT: `https://${host}`,
        BRAZE_MAX_WAIT_SECONDS: "5",
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

  it("sends nothing to a server whose certificate it cannot trust", async () => {
    const { code, output } = await stack.up();
    assert.notEqual(code, 0);
    assert.match(
      output,
      /was not created: .* could not be reached after 5 attempts; last error: the connection failed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
    assert.match(output, /NODE_EXTRA_CA_CERTS/);
    assert.equal(emulator.requests.length, 0);
  });

  it("creates through a tunnel, in which the proxy reads nothing, once NODE_EXTRA_CA_CERTS names the certificate", async () => {
    stack.env.NODE_EXTRA_CA_CERTS = join(stack.folder, "ca.pem");
    tunnels.length = 0;
    await succeed(stack.up());
    assert.deepEqual(tunnels, [`${host}:443`]);
    assert.equal(emulator.created.length, 1);
    assert.notEqual(passed, "");
    for (const secret of [defaultApiKey, "/sends/id/create", "first"]) assert.ok(!passed.includes(secret));
  });

  it("goes around the proxy to a host that NO_PROXY names", async () => {
    stack.env.NO_PROXY = host;
    tunnels.length = 0;
    await stack.program(
      sendIds({ first: { campaignId, sendId: "first" }, second: { campaignId, sendId: "second" } }),
    );
    const { output } = await stack.up();
    assert.match(output, /host not found|host name could not be resolved/);
    assert.deepEqual(tunnels, []);
  });
});
