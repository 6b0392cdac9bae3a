import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { openApiDocument } from "../../provider/src/emulator";
import { type RunningCommand, runCommand } from "./running-command";
import { campaignId, closeEmulators, start } from "./test-emulator";

const described = Object.keys(openApiDocument.paths["/sends/id/create"].post.responses);
const good = JSON.stringify({ campaign_id: campaignId, send_id: "good" });
const goodRequest = [
  "POST /sends/id/create HTTP/1.1",
  "host: localhost",
  "content-type: application/json",
  "authorization: Bearer emulator-api-key-not-a-secret",
  `content-length: ${good.length}`,
  "",
  good,
].join("\r\n");

function open(url: string): Socket {
  return connect(Number(new URL(url).port), "127.0.0.1").on("error", () => {});
}

function closing(socket: Socket): Promise<true> {
  return new Promise((resolve) => socket.on("close", () => resolve(true)));
}

/** Everything received until the connection was closed; undefined if it was not closed in time. */
async function received(socket: Socket, withinMs: number): Promise<string | undefined> {
  let text = "";
  socket.setEncoding("latin1").on("data", (data) => {
    text += data;
  });
  const closed = await Promise.race([closing(socket), wait(withinMs, false, { ref: false })]);
  socket.destroy();
  return closed ? text : undefined;
}

describe("emulator: robustness", () => {
  describe("bytes", () => {
    let command: RunningCommand;
    before(async () => {
      command = await runCommand(["--daily-limit", "1000000"]);
    });
    const stillServes = async () => {
      const response = await command.create({ campaign_id: campaignId });
      assert.equal(response.status, 201);
    };

    const token = fc.string({
      unit: fc.constantFrom(..."abcxyz-_/.:?%&=\\ \t\r\n\0é{}[]\"'<>"),
      maxLength: 20,
    });
    const headerLine = fc.oneof(
      fc.constantFrom(
        "host: a b",
        "host: [::1",
        "host: user@x/y?z#",
        "content-length: 5",
        "content-length: -1",
        "content-length: 99999999999999999999",
        "transfer-encoding: chunked",
        "transfer-encoding: chunked, identity",
        "expect: 100-continue",
        "expect: the-unexpected",
        "connection: upgrade\r\nupgrade: websocket",
        "connection: upgrade, HTTP2-Settings\r\nupgrade: h2c",
        "content-type: application/json",
        "content-type: application/json;charset=utf-16",
        "content-encoding: gzip",
        "authorization: Bearer",
        "authorization: Bearer emulator-api-key-not-a-secret",
        "x-http-method-override: PUT",
        "__proto__: x",
      ),
      fc.tuple(token, token).map(([name, value]) => `${name}: ${value}`),
    );
    const request = fc
      .record({
        method: fc.oneof(
          fc.constantFrom("POST", "GET", "HEAD", "OPTIONS", "CONNECT", "TRACE", "PRI", "post", "QUERY", ""),
          token,
        ),
        target: fc.oneof(
          fc.constantFrom(
            "/sends/id/create",
            "/",
            "*",
            "//",
            "/..",
            "/%",
            "/%zz?api_key=%ff",
            "/\\",
            "http://x/sends/id/create",
            "http://[/",
            "example.com:443",
            "/sends/id/create?api_key=emulator-api-key-not-a-secret",
          ),
          token,
        ),
        version: fc.constantFrom("HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "", "RTSP/1.0"),
        headers: fc.array(headerLine, { maxLength: 6 }),
        body: fc.oneof(
          fc.constantFrom(
            good,
            "5\r\nhello\r\n0\r\n\r\n",
            "zz\r\n",
            `${"[".repeat(10_000)}`,
            '{"__proto__":{"campaign_id":1}}',
          ),
          fc.json(),
          token,
        ),
      })
      .map(({ method, target, version, headers, body }) =>
        Buffer.from(
          `${method} ${target} ${version}\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n${body}`,
          "latin1",
        ),
      );
    const mutated = fc
      .tuple(fc.nat(goodRequest.length), fc.nat(goodRequest.length), fc.uint8Array({ maxLength: 4 }))
      .map(([from, length, instead]) => {
        const bytes = Buffer.from(goodRequest);
        return Buffer.concat([bytes.subarray(0, from), instead, bytes.subarray(from + (length % 8))]);
      });
    const anything = fc.oneof(
      request,
      mutated,
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(mutated, request, mutated).map((parts) => Buffer.concat(parts)),
    );

    it("responds or closes the connection, and keeps serving", async function () {
      this.timeout(60_000);
      const statuses = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.array(anything, { minLength: 12, maxLength: 12 }), async (inputs) => {
          const responses = await Promise.all(
            inputs.map((bytes) => {
              const socket = open(command.url);
              socket.end(bytes);
              return received(socket, 3000);
            }),
          );
          for (const [index, response] of responses.entries()) {
            const shown = JSON.stringify(Buffer.from(inputs[index] ?? []).toString("latin1"));
            assert.ok(response !== undefined, `neither a response nor closed: ${shown}`);
            const status = response.match(/^HTTP\/1\.1 (\d{3}) /)?.[1];
            assert.ok(response === "" || status, `not an HTTP response: ${shown}: ${response}`);
            if (status) statuses.add(status);
          }
          await stillServes();
        }),
        { numRuns: 100 },
      );
      assert.deepEqual(
        [...statuses].filter((status) => !described.includes(status) && !["100", "417"].includes(status)),
        [],
      );
      for (const status of ["201", "400", "401", "404", "415"])
        assert.ok(statuses.has(status), `never ${status}`);
      assert.equal(command.stderr(), "");
    });

    after(async () => {
      command.child.kill("SIGTERM");
      assert.equal(await command.exited, 0);
    });
  });

  describe("slowness", () => {
    afterEach(closeEmulators);
    const startHasty = () => start({ requestTimeoutMs: 200, dailyLimit: 1_000_000 });

    const dripping: [string, string, RegExp][] = [
      ["sends nothing", "", /^HTTP\/1.1 408 |^$/],
      ["does not complete its headers", goodRequest.slice(0, 60), /^HTTP\/1.1 408 /],
      ["does not complete its body", goodRequest.slice(0, -20), /^HTTP\/1.1 408 /],
    ];
    for (const [what, text, expected] of dripping)
      it(`disconnects a client that ${what}`, async () => {
        const emulator = await startHasty();
        const socket = open(emulator.url);
        socket.write(text);
        assert.match((await received(socket, 3000)) ?? "not disconnected", expected);
        assert.deepEqual(emulator.created, []);
      });

    it("disconnects a client that sends one byte at a time", async () => {
      const emulator = await startHasty();
      const socket = open(emulator.url);
      const drip = setInterval(() => socket.write("x"), 20);
      socket.write("POST / HTTP/1.1\r\nhost: ");
      const text = await received(socket, 3000);
      clearInterval(drip);
      assert.match(text ?? "not cut off", /^HTTP\/1.1 408 /);
    });

    it("disconnects a client that does not read responses", async () => {
      const emulator = await startHasty();
      const asked = 5000;
      const socket = open(emulator.url);
      socket.pause();
      socket.write("GET /openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(asked));
      await wait(2000);
      socket.resume();
      const text = await received(socket, 5000);
      assert.ok(text !== undefined, "not cut off");
      const responses = text.match(/HTTP\/1\.1 200/g)?.length ?? 0;
      assert.ok(responses < asked / 10, `${responses} responses`);
      assert.equal((await emulator.create(good)).status, 201);
    });

    it("allows a scripted response to take longer", async () => {
      const emulator = await startHasty();
      emulator.script({ delayMs: 700, bytesPerSecond: 200 });
      assert.equal((await emulator.create(good)).status, 201);
    });
  });

  describe("size", () => {
    afterEach(closeEmulators);

    it("responds 413 to an endless body, and closes the connection", async () => {
      const emulator = await start();
      const socket = open(emulator.url);
      socket.write(goodRequest.replace(/content-length.*/s, "transfer-encoding: chunked\r\n\r\n"));
      const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
      let sent = 0;
      const pour = () => {
        while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
      };
      socket.on("drain", pour);
      socket.once("connect", pour);
      // A client that is slow to read still gets the response.
      await wait(200);
      const text = await received(socket, 5000);
      assert.match(text ?? "not hung up", /^HTTP\/1.1 413 /);
      assert.ok(sent >= 4 * 1024 * 1024);
    });

    it("responds 431 to endless headers", async () => {
      const emulator = await start();
      const socket = open(emulator.url);
      socket.write(`GET / HTTP/1.1\r\nhost: x\r\n${"x: y\r\n".repeat(10_000)}`);
      assert.match(
        (await received(socket, 5000)) ?? "no response",
        /^HTTP\/1.1 431 .*"Request Header Fields Too Large"/s,
      );
    });

    it("serves requests with a thousand idle connections", async () => {
      const emulator = await start();
      const sockets = Array.from({ length: 1100 }, () => open(emulator.url));
      const dropped = sockets.map(closing);
      await Promise.race(dropped);
      for (const socket of sockets) socket.destroy();
      await Promise.all(dropped);
      assert.equal((await emulator.create(good)).status, 201);
    });
  });
});
