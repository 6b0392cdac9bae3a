import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
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
    assert.ok(named.length > 9);
    for (const [file, path = ""] of named)
      assert.ok(existsSync(join(checkout, path)), `${file} names ${path}`);
  });
});
