import assert from "node:assert/strict";
import https from "node:https";
import type net from "node:net";
import { generate } from "selfsigned";
import { timeoutCode } from "../../provider/src/braze/describe-error";
import { decideOutcome, type Outcome } from "../../provider/src/braze/outcome";
import { type RequestResult, sendRequest } from "../../provider/src/braze/send-request";
import { answer, type Behavior, listen, type SocketServer } from "./socket-server";

const apiKey = "5e9f6a1b-8c2d-4f3a";
const success = '{"message":"success","send_id":"a"}';

/**
 * How a request can fail, on real sockets, and what axios and Node report: which failed requests certainly did not reach
 * the server, and which may have.
 */
describe("a request", () => {
  let server: SocketServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function send(behavior: Behavior, { timeout = 400, scheme = "http" } = {}): Promise<RequestResult> {
    server = await listen(behavior);
    return sendTo(server.url.replace("http", scheme), timeout);
  }
  const sendTo = (endpoint: string, timeout = 400) =>
    sendRequest(
      { endpoint, apiKey },
      { method: "POST", path: "/sends/id/create", body: { campaign_id: "c", send_id: "a" } },
      timeout,
    );
  const kindOf = (result: RequestResult): Outcome["kind"] =>
    decideOutcome(result, { campaignId: "c", sendId: "a" }, apiKey, new Date()).kind;

  describe("cannot have arrived", () => {
    const never: [what: string, result: () => Promise<RequestResult>][] = [
      ["when the connection is refused", () => sendTo("http://127.0.0.1:1")],
      ["when the host's name is not found", () => sendTo("https://rest.invalid")],
      ["when the TLS handshake is not answered in time", () => send({}, { scheme: "https" })],
      [
        "when the connection is reset in the TLS handshake",
        () =>
          send(
            { onConnection: (socket) => socket.once("data", () => socket.resetAndDestroy()) },
            { scheme: "https" },
          ),
      ],
      [
        "when the server does not speak TLS",
        () =>
          send(
            { onConnection: (socket) => socket.once("data", () => socket.write(answer(201, success))) },
            { scheme: "https" },
          ),
      ],
    ];
    for (const [what, result] of never) {
      it(what, async () => {
        const seen = await result();
        assert.deepEqual(
          { sent: seen.sent, status: seen.status, kind: kindOf(seen) },
          { sent: false, status: undefined, kind: "notSent" },
        );
        assert.equal(server?.requests ?? 0, 0);
      });
    }
  });

  describe("may have arrived", () => {
    const maybe: [what: string, behavior: Behavior][] = [
      ["when the connection is reset after it", { onRequest: (socket) => socket.resetAndDestroy() }],
      ["when the connection ends after it", { onRequest: (socket) => socket.end() }],
      ["when no answer comes in time", {}],
      ["when the response is not HTTP", { onRequest: (socket) => socket.write("garbage\r\n\r\n") }],
      [
        "when the head of the response is incomplete",
        { onRequest: (socket) => socket.end("HTTP/1.1 201 Cre") },
      ],
      [
        "when the success breaks off",
        { onRequest: (socket) => socket.end(answer(201, success, { "content-length": "90" })) },
      ],
      ["when the success drips too slowly", { onRequest: (socket) => drip(socket, answer(201, success)) }],
      [
        "when the success is larger than any of Braze's",
        { onRequest: (socket) => socket.end(answer(201, " ".repeat(5_000_000) + success)) },
      ],
      [
        "when the success cannot be unzipped",
        { onRequest: (socket) => socket.end(answer(201, success, { "content-encoding": "gzip" })) },
      ],
      [
        "when it is redirected, which is not followed",
        { onRequest: (socket) => socket.end(answer(302, "", { location: "http://127.0.0.1:1/" })) },
      ],
    ];
    for (const [what, behavior] of maybe) {
      it(what, async () => {
        const result = await send(behavior);
        assert.deepEqual({ sent: result.sent, kind: kindOf(result) }, { sent: true, kind: "unknown" });
        assert.equal(server?.requests, 1);
      });
    }
  });

  describe("has the status of its response, even if the body", () => {
    for (const [what, behavior] of [
      ["breaks off", (socket) => socket.end(answer(429, "half", { "content-length": "90" }))],
      ["never comes", (socket) => socket.write(answer(429, "", { "content-length": "90" }))],
      ["is too large", (socket) => socket.end(answer(429, " ".repeat(5_000_000)))],
      ["cannot be unzipped", (socket) => socket.end(answer(429, "x", { "content-encoding": "gzip" }))],
    ] as [string, NonNullable<Behavior["onRequest"]>][]) {
      it(what, async () => assert.equal(kindOf(await send({ onRequest: behavior })), "limited"));
    }
  });

  it("names a response that is too large, and has no body without a status", async () => {
    const tooLarge = await send({ onRequest: (socket) => socket.end(answer(201, " ".repeat(5_000_000))) });
    assert.equal(tooLarge.errorCode, "ERR_RESPONSE_TOO_LARGE");
    await server?.close();
    assert.deepEqual(await send({ onRequest: (socket) => socket.resetAndDestroy() }), {
      sent: true,
      errorCode: "ECONNRESET",
    });
  });

  it("ends at once if the server switches to another protocol", async () => {
    const head = { connection: "upgrade", upgrade: "websocket" };
    const result = await send(
      { onRequest: (socket) => socket.write(answer(101, "", head)) },
      { timeout: 60_000 },
    );
    assert.deepEqual([result.sent, result.status, kindOf(result)], [true, 101, "unknown"]);
  });

  it("handles early hints and a chunked body", async () => {
    const result = await send({
      onRequest: (socket) => {
        socket.write("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
        socket.write("HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n");
        for (const piece of success) socket.write(`1\r\n${piece}\r\n`);
        socket.write("0\r\n\r\n");
      },
    });
    assert.equal(kindOf(result), "created");
  });

  it("never reuses a connection, which the server may be about to close", async () => {
    server = await listen({
      onRequest: (socket) => {
        socket.write(answer(201, success));
        setImmediate(() => socket.destroy());
      },
    });
    for (let count = 0; count < 20; count++) assert.equal(kindOf(await sendTo(server.url)), "created");
    assert.equal(server.connections, 20);
  });

  for (const seconds of [16.1, 2.01, 8.05, 32.3]) {
    it(`takes a timeout of ${seconds} seconds`, async () => {
      const onRequest = (socket: net.Socket) => socket.end(answer(201, success));
      assert.equal(kindOf(await send({ onRequest }, { timeout: seconds * 1000 })), "created");
    });
  }

  it("keeps the received part of an incomplete body", async () => {
    const chunk = `${success.length.toString(16)}\r\n${success}\r\n`;
    for (const response of [
      answer(201, success, { "content-length": "90" }),
      `HTTP/1.1 201 x\r\ntransfer-encoding: chunked\r\n\r\n${chunk}`,
    ]) {
      const result = await send({ onRequest: (socket) => socket.end(response) });
      assert.deepEqual([result.body, result.errorCode, kindOf(result)], [success, "ECONNRESET", "unknown"]);
      await server?.close();
    }
  });

  const withProxy = <Result>(proxy: string, work: () => Promise<Result>) =>
    withEnvironment(["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "ALL_PROXY"], proxy, work);

  async function withEnvironment<Result>(
    names: string[],
    value: string,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = value;
    try {
      return await work();
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  }

  describe("over TLS", () => {
    let tlsServer: https.Server;
    let requests: number;
    before(async () => {
      const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
      tlsServer = https.createServer({ key, cert }, (_request, response) => {
        requests++;
        response.writeHead(201).end(success);
      });
      await new Promise<void>((done) => tlsServer.listen(0, "127.0.0.1", done));
    });
    beforeEach(() => (requests = 0));
    after(() => new Promise((done) => tlsServer.close(done)));
    const sendOverTls = () => sendTo(`https://127.0.0.1:${(tlsServer.address() as net.AddressInfo).port}`);

    it("is sent to a trusted server", async () => {
      const result = await withEnvironment(["NODE_TLS_REJECT_UNAUTHORIZED"], "0", sendOverTls);
      const { sent, status, proxyStatus, body } = result;
      assert.deepEqual(
        { sent, status, proxyStatus, body, requests, kind: kindOf(result) },
        { sent: true, status: 201, proxyStatus: undefined, body: success, requests: 1, kind: "created" },
      );
    });

    it("is not sent to another", async () => {
      const result = await sendOverTls();
      assert.deepEqual(
        { ...result, requests },
        { sent: false, errorCode: "DEPTH_ZERO_SELF_SIGNED_CERT", requests: 0 },
      );
      assert.equal(kindOf(result), "notSent");
    });
  });

  it("bypasses proxies for this machine", () =>
    withProxy("http://127.0.0.1:1", async () =>
      assert.equal(
        kindOf(await send({ onRequest: (socket) => socket.end(answer(201, success)) })),
        "created",
      ),
    ));

  it("knows that nothing was sent if HTTPS_PROXY is invalid", async () => {
    const result = await withProxy("http://[bad", () => sendTo("https://rest.braze.test"));
    assert.deepEqual([result.sent, kindOf(result)], [false, "notSent"]);
  });

  for (const status of [101, 200, 201, 302, 403, 407, 429, 500, 502, 503, 504]) {
    it(`attributes a ${status} in response to CONNECT to the proxy, regardless of its body, at once`, async () => {
      // 200 without a tunnel: the body is where TLS should begin.
      const proxy = await listen({
        onConnection: (socket) => socket.once("data", () => socket.end(answer(status, success))),
      });
      const result = await withProxy(proxy.url, () => sendTo("https://rest.braze.test", 10_000));
      const { sent, proxyStatus } = result;
      const refused = status === 200 ? undefined : status;
      assert.deepEqual(
        [sent, proxyStatus, result.status, kindOf(result)],
        [false, refused, undefined, "notSent"],
      );
      assert.notEqual(result.errorCode, timeoutCode);
      await proxy.close();
    });
  }

  for (const [credentials, expected] of [
    ["user:p%40ss", "user:p@ss"],
    ["user:100%", "user:100%"],
    [":secret", ":secret"],
  ] as const)
    it(`gives the credentials ${credentials} to a proxy without a scheme`, async () => {
      let head = "";
      const proxy = await listen({
        onConnection: (socket) =>
          socket.once("data", (data) => {
            head = `${data}`;
            socket.end(answer(407, ""));
          }),
      });
      await withProxy(proxy.url.replace("http://", `${credentials}@`), () =>
        sendTo("https://rest.braze.test"),
      );
      const [, encoded = ""] = /^proxy-authorization: Basic (.*)\r$/im.exec(head) ?? [];
      assert.equal(Buffer.from(encoded, "base64").toString(), expected, head);
      await proxy.close();
    });

  it("applies the timeout of the request to a slow tunnel", async () => {
    const proxy = await listen({
      onConnection: (socket) =>
        socket.once("data", () => void setTimeout(() => socket.end(answer(407, "no")), 1500)),
    });
    const result = await withProxy(proxy.url, () => sendTo("https://rest.braze.test", 5000));
    assert.equal(result.proxyStatus, 407);
    await proxy.close();
  });

  it("closes the connection to a proxy that never responds", async () => {
    let closed = () => {};
    const closing = new Promise<void>((done) => (closed = done));
    const proxy = await listen({ onConnection: (socket) => socket.once("close", closed) });
    const result = await withProxy(proxy.url, () => sendTo("https://rest.braze.test"));
    assert.deepEqual([result.sent, kindOf(result)], [false, "notSent"]);
    await closing;
    await proxy.close();
  });

  it("knows that nothing was sent if the proxy closes the tunnel before TLS", async () => {
    const proxy = await listen({
      onConnection: (socket) =>
        socket.once("data", () => {
          socket.write("HTTP/1.1 200 x\r\n\r\n");
          socket.once("data", () => socket.resetAndDestroy());
        }),
    });
    assert.equal(kindOf(await withProxy(proxy.url, () => sendTo("https://rest.braze.test"))), "notSent");
    await proxy.close();
  });

  it("accepts a slow response within the timeout", async () => {
    const result = await send(
      { onRequest: (socket) => void setTimeout(() => socket.write(answer(201, success)), 1300) },
      { timeout: 3000 },
    );
    assert.equal(kindOf(result), "created");
  });

  it("sends a GET with its query, without a body", async () => {
    let text = "";
    server = await listen({
      onConnection: (socket) =>
        socket.on("data", (bytes) => {
          text += bytes;
          socket.end(answer(200, "{}"));
        }),
    });
    const query = { page: "0", filter: "a&b=c" };
    const { status } = await sendRequest(
      { endpoint: server.url, apiKey },
      { method: "GET", path: "/campaigns/list", query },
      400,
    );
    assert.equal(status, 200);
    assert.match(text, /^GET \/campaigns\/list\?page=0&filter=a%26b%3Dc HTTP\/1\.1\r\n/);
    assert.doesNotMatch(text, /content-type/i);
    assert.match(text, /\r\n\r\n$/);
  });

  it("identifies itself, and sends what Braze documents", async () => {
    let text = "";
    await send({
      onConnection: (socket) => socket.on("data", (bytes) => (text += bytes)),
      onRequest: (socket) => socket.end(answer(201, success)),
    });
    const { version } = require("../../provider/package.json");
    assert.match(text, /^POST \/sends\/id\/create HTTP\/1\.1\r\n/);
    assert.match(text, new RegExp(`\r\nUser-Agent: pulumi-braze/${version}\r\n`));
    assert.match(text, new RegExp(`\r\nAuthorization: Bearer ${apiKey}\r\n`));
    assert.match(text, /\r\nContent-Type: application\/json\r\n/);
    assert.match(text, /\r\nAccept: application\/json\r\n/);
    assert.match(text, /\r\nConnection: close\r\n/);
    assert.match(text, /\r\n\r\n\{"campaign_id":"c","send_id":"a"\}$/);
  });
});

function drip(socket: net.Socket, text: string) {
  const timer = setInterval(() => {
    socket.write(text.charAt(0));
    text = text.slice(1);
    if (text === "" || socket.destroyed) clearInterval(timer);
  }, 20);
}
