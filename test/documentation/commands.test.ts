import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./blocks";
import { markdownFiles } from "./markdown-files";

const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

/** The commands that a file of the checkout's root names in its text. */
const commands = markdownFiles
  .filter((file) => !file.startsWith("examples/"))
  .flatMap((file) =>
    [...readFileSync(join(checkout, file), "utf8").matchAll(/`((?:npm|npx) [^`\n]+)`/g)].map(
      ([, command = ""]) => ({ file, command }),
    ),
  );

describe("the commands that the documentation names", () => {
  it("are existing scripts", () => {
    const named = commands.flatMap(({ file, command }) =>
      [...command.matchAll(/^npm (?:run )?(?!ci|pack|install|publish)([\w:-]+)/g)].map(([, script = ""]) => [
        file,
        script,
      ]),
    );
    assert.ok(named.length > 5);
    for (const [file, script = ""] of named) assert.ok(script in scripts, `${file} names ${script}`);
  });

  it("name existing files", () => {
    const named = commands.flatMap(({ file, command }) =>
      [...command.matchAll(/(?:mocha|ts-node -T) ([\w/-]+?)(?:\/\*\.test\.ts|\.ts)?$/g)].map(
        ([whole, path = ""]) => [file, whole.endsWith("/*.test.ts") ? path : `${path}.ts`],
      ),
    );
    assert.ok(named.length > 0);
    for (const [file, path = ""] of named)
      assert.ok(existsSync(join(checkout, path)), `${file} names ${path}`);
  });
});

describe("the files that the pages for developers name", () => {
  for (const [page, folder] of [
    ["ARCHITECTURE.md", "provider/src"],
    ["CONTRIBUTING.md", "."],
  ] as const) {
    it(`exist: ${page}`, () => {
      const text = readFileSync(join(checkout, page), "utf8");
      const exists = (path: string) =>
        existsSync(join(checkout, path)) || existsSync(join(checkout, folder, path));
      const named = [...text.matchAll(/`(([\w-]+)\/[\w./-]*)`/g)].filter(([, , top = ""]) => exists(top));
      assert.ok(named.length > 20);
      for (const [, path = ""] of named) assert.ok(exists(path), `${page} names ${path}`);
    });
  }

  it("include every folder of tests", () => {
    const text = readFileSync(join(checkout, "CONTRIBUTING.md"), "utf8");
    const folders = readdirSync(join(checkout, "test"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "support")
      .map(({ name }) => `test/${name}`);
    for (const folder of folders) assert.ok(text.includes(`\`${folder}\``), `${folder} is missing`);
  });
});
