import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const source = resolve(__dirname, "../provider/src");

/** Which folders or modules each folder may import, and which packages. Node's modules are always allowed. */
const folders: Readonly<Record<string, { folders: string[]; packages: string[] }>> = {
  // Loaded by a user's program. It imports only names from the provider side, and what a function needs when it is called.
  resource: {
    folders: [
      "send-id/resource-type",
      "send-id/declared-twice",
      "configuration/configuration",
      "functions/call",
    ],
    packages: ["@pulumi/pulumi"],
  },
  // The resource, independent of Pulumi's SDK.
  "send-id": { folders: ["braze", "configuration", "failures", "text"], packages: ["zod"] },
  // Why a request to Braze failed, and what to do, for creates and reads.
  failures: { folders: ["braze", "configuration", "text"], packages: [] },
  // A client of Braze's API. It does not know Pulumi.
  braze: { folders: ["text"], packages: ["axios", "zod"] },
  // What a program can look up, independent of Pulumi's SDK.
  functions: {
    folders: ["braze", "configuration", "failures", "send-id/unknown", "text"],
    packages: ["zod"],
  },
  configuration: { folders: ["braze", "text"], packages: ["zod"] },
  text: { folders: [], packages: [] },
  // Independent of the client, which is tested with it.
  emulator: {
    folders: ["text", "braze/redact", "braze/loopback", "braze/limit-concurrency"],
    packages: ["@hono/node-server", "hono", "zod"],
  },
  stack: { folders: ["text", "send-id"], packages: ["zod"] },
  plan: { folders: ["text", "send-id", "stack"], packages: ["zod"] },
  // What data from Braze means, and how it looks. It sends nothing itself.
  tracking: { folders: ["braze", "failures", "stack", "text"], packages: ["hono", "zod"] },
  // Entry points and their adapters.
  hosts: {
    folders: ["configuration", "functions", "send-id", "text"],
    packages: ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"],
  },
  provider: { folders: ["hosts"], packages: [] },
  plugin: { folders: ["hosts"], packages: [] },
  index: { folders: ["resource"], packages: [] },
  commands: {
    folders: ["braze", "configuration", "emulator", "failures", "plan", "stack", "text", "tracking"],
    packages: ["commander", "zod"],
  },
  native: { folders: ["resource"], packages: [] },
  cli: { folders: ["commands"], packages: ["commander"] },
};

const imports = /^(?:(?:import|export)\b[^;]*? from|const [^'"]*\brequire\() ?"([^"]+)"/gm;
const folderOf = (file: string) => relative(source, file).split(/[\\/]/)[0]?.replace(/\.ts$/, "") ?? "";

describe("structure", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );

  it("covers every folder", () => {
    assert.deepEqual(
      [...new Set(files.map((name) => folderOf(join(source, name))))].sort(),
      Object.keys(folders).sort(),
    );
  });

  for (const name of files) {
    it(`${name} imports only what it may`, () => {
      const file = join(source, name);
      const folder = folderOf(file);
      for (const [, from = ""] of readFileSync(file, "utf8").matchAll(imports)) {
        if (from.startsWith("node:") || from.endsWith("package.json")) continue;
        if (!from.startsWith(".")) {
          const pack = from
            .split("/")
            .slice(0, from.startsWith("@") ? 2 : 1)
            .join("/");
          assert.ok(folders[folder]?.packages.includes(pack), `${name} uses ${pack}`);
          continue;
        }
        const other = folderOf(resolve(dirname(file), from));
        const module = relative(source, resolve(dirname(file), from)).replaceAll("\\", "/");
        const allowed = folders[folder]?.folders ?? [];
        assert.ok(
          other === folder || allowed.includes(other) || allowed.includes(module),
          `${name} imports ${module}`,
        );
      }
    });
  }

  it("imports Pulumi's SDK on the provider side only as types", () => {
    assert.match(
      readFileSync(join(source, "hosts/dynamic.ts"), "utf8"),
      /^import type \{ dynamic \} from "@pulumi\/pulumi";/m,
    );
  });
});
