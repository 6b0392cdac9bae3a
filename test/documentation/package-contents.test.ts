import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { checkout } from "./blocks";

describe("the published package", () => {
  const [packed] = JSON.parse(
    // Without its scripts, which would build what other tests are using.
    execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
      cwd: join(checkout, "provider"),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  ) as [{ files: { path: string }[]; unpackedSize: number; size: number }];
  const paths = packed.files.map(({ path }) => path);

  it("contains what a user needs", () => {
    for (const path of [
      "package.json",
      "README.md",
      "LICENSE",
      "dist/index.js",
      "dist/index.d.ts",
      "bin/pulumi-braze.js",
      "bin/pulumi-resource-braze",
      "dist/plugin.js",
      "schema.json",
    ])
      assert.ok(paths.includes(path), `${path} is missing`);
  });

  it("contains nothing else", () => {
    const needed = [
      /^(package\.json|README\.md|LICENSE|schema\.json|bin\/(pulumi-braze\.js|pulumi-resource-braze))$/,
      // What runs, its types, and the maps from both to the source.
      /^dist\/[a-z/-]+(\.js|\.d\.ts)(\.map)?$/,
      /^src\/[a-z/-]+\.ts$/,
    ];
    assert.deepEqual(
      paths.filter((path) => !needed.some((form) => form.test(path))),
      [],
    );
  });

  it("has a source for every map, and compiled code for every source", () => {
    const stems = (folder: string, ending: string) =>
      paths
        .filter((path) => path.startsWith(folder) && path.endsWith(ending))
        .map((path) => path.slice(folder.length, -ending.length))
        .sort();
    assert.deepEqual(stems("dist/", ".js.map"), stems("src/", ".ts"));
    assert.deepEqual(stems("dist/", ".js"), stems("src/", ".ts"));
  });

  it("stays small", () => {
    assert.ok(packed.size < 450_000, `${packed.size} bytes packed`);
    assert.ok(packed.unpackedSize < 1_750_000, `${packed.unpackedSize} bytes unpacked`);
  });
});
