import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const source = resolve(__dirname, "../provider/src");

/** Which rooms a room may look into, and which packages it may use. Node's own modules are everybody's. */
const rooms: Readonly<Record<string, { rooms: string[]; packages: string[] }>> = {
  // What a user's program loads. Of the provider's side it knows one name.
  resource: { rooms: ["send-id/resource-type"], packages: ["@pulumi/pulumi"] },
  // What a send ID is, and how one is created: knows nothing of Pulumi's SDK.
  "send-id": { rooms: ["braze", "configuration", "text"], packages: ["zod"] },
  // A client of Braze's API. It does not know Pulumi.
  braze: { rooms: ["text"], packages: ["axios", "zod"] },
  configuration: { rooms: ["braze", "text"], packages: ["zod"] },
  text: { rooms: [], packages: [] },
  // Tools of their own: what they say of Braze, they do not have from the client they are to test.
  emulator: {
    rooms: ["text", "braze/redact", "braze/loopback"],
    packages: ["@hono/node-server", "hono", "zod"],
  },
  stack: { rooms: ["text", "send-id", "plan"], packages: ["zod"] },
  plan: { rooms: ["text", "send-id", "stack"], packages: ["zod"] },
  // Reads from Braze what concerns send IDs and shows it; never creates one.
  tracking: { rooms: ["braze", "stack", "text"], packages: ["hono", "zod"] },
  // The shells and doors.
  hosts: {
    rooms: ["configuration", "send-id", "text"],
    packages: ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"],
  },
  provider: { rooms: ["hosts"], packages: [] },
  plugin: { rooms: ["hosts"], packages: [] },
  index: { rooms: ["resource"], packages: [] },
  commands: {
    rooms: ["braze", "configuration", "emulator", "plan", "stack", "text", "tracking"],
    packages: ["commander", "zod"],
  },
  native: { rooms: ["resource"], packages: [] },
  cli: { rooms: ["commands"], packages: ["commander"] },
};

const imports = /^(?:(?:import|export)\b[^;]*? from|const [^'"]*\brequire\() ?"([^"]+)"/gm;
const roomOf = (file: string) => relative(source, file).split(/[\\/]/)[0]?.replace(/\.ts$/, "") ?? "";

describe("structure", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );

  it("has a rule for every room", () => {
    assert.deepEqual(
      [...new Set(files.map((name) => roomOf(join(source, name))))].sort(),
      Object.keys(rooms).sort(),
    );
  });

  for (const name of files) {
    it(`${name} looks only where it may`, () => {
      const file = join(source, name);
      const room = roomOf(file);
      for (const [, from = ""] of readFileSync(file, "utf8").matchAll(imports)) {
        if (from.startsWith("node:") || from.endsWith("package.json")) continue;
        if (!from.startsWith(".")) {
          const pack = from
            .split("/")
            .slice(0, from.startsWith("@") ? 2 : 1)
            .join("/");
          assert.ok(rooms[room]?.packages.includes(pack), `${name} uses ${pack}`);
          continue;
        }
        const other = roomOf(resolve(dirname(file), from));
        const module = relative(source, resolve(dirname(file), from)).replaceAll("\\", "/");
        const allowed = rooms[room]?.rooms ?? [];
        assert.ok(
          other === room || allowed.includes(other) || allowed.includes(module),
          `${name} imports ${module}`,
        );
      }
    });
  }

  it("lets the SDK of the program into the provider's side as types only", () => {
    assert.match(
      readFileSync(join(source, "hosts/dynamic.ts"), "utf8"),
      /^import type \{ dynamic \} from "@pulumi\/pulumi";/m,
    );
  });
});
