import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import ts from "typescript";
import { parseDocument } from "yaml";
import { type Block, blocksOf, checkout, shellBlocksOf, usesGeneratedSdk, usesOtherProvider } from "./blocks";
import { markdownFiles } from "./markdown-files";
import { skippedBlocks } from "./skipped-blocks";

interface Found extends Block {
  file: string;
}

const found: Found[] = markdownFiles.flatMap((file) => blocksOf(file).map((block) => ({ file, ...block })));
const inLanguages = (...languages: string[]) => found.filter(({ language }) => languages.includes(language));
const place = ({ file, line }: Found) => `${file}:${line}`;

describe("the code blocks of every Markdown file", () => {
  it("are in a language that is checked", () => {
    // Except for Mermaid, because its parser would be one of the largest development dependencies.
    const checked = [
      "mermaid",
      "typescript",
      "ts",
      "python",
      "go",
      "json",
      "yaml",
      "sql",
      "bash",
      "sh",
      "text",
      "",
    ];
    assert.deepEqual(
      found
        .filter(({ language }) => !checked.includes(language))
        .map((block) => [place(block), block.language]),
      [],
    );
  });

  it("compile, in TypeScript", () => {
    const virtual = new Map(
      // test/release compiles the others, with their SDKs.
      inLanguages("typescript", "ts")
        .filter(({ text }) => !usesGeneratedSdk(text) && !usesOtherProvider(text))
        .map((block) => [
          // In the same folder, so that imports resolve as for a program there.
          join(checkout, block.file, "..", `${block.file.replace(/\W/g, "-")}-${block.line}.ts`),
          block,
        ]),
    );
    assert.ok(virtual.size >= 4);
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(checkout, "tsconfig.json"), ts.sys.readFile).config,
      ts.sys,
      checkout,
    );
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    const text = (file: string) => {
      const block = virtual.get(file);
      return block && `${block.text}\nexport {};`;
    };
    host.fileExists = (file) => virtual.has(file) || fileExists(file);
    host.readFile = (file) => text(file) ?? readFile(file);
    host.getSourceFile = (file, version, ...rest) => {
      const own = text(file);
      return own === undefined
        ? getSourceFile(file, version, ...rest)
        : ts.createSourceFile(file, own, version);
    };
    // Examples declare variables that they do not use.
    const program = ts.createProgram(
      [...virtual.keys()],
      { ...options, noEmit: true, noUnusedLocals: false },
      host,
    );
    const faults = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const block = virtual.get(file?.fileName ?? "");
      return `${block ? place(block) : file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    assert.deepEqual(faults, []);
  });

  it("compile, in Python", () => {
    for (const block of inLanguages("python")) {
      const compile = "import sys; compile(sys.stdin.read(), sys.argv[1], 'exec')";
      const python = process.platform === "win32" ? "python" : "python3";
      const { status, stderr } = spawnSync(python, ["-c", compile, place(block)], {
        input: block.text,
        encoding: "utf8",
      });
      assert.equal(status, 0, stderr);
    }
  });

  it("are formatted, in Go", () => {
    for (const block of inLanguages("go")) {
      const { status, stdout, stderr } = spawnSync("gofmt", { input: block.text, encoding: "utf8" });
      assert.equal(status, 0, `${place(block)}: ${stderr}`);
      assert.equal(stdout, block.text, place(block));
    }
  });

  it("parse, in JSON and YAML", () => {
    for (const block of inLanguages("json", "yaml"))
      assert.deepEqual(parseDocument(block.text).errors, [], place(block));
    for (const block of inLanguages("json")) assert.doesNotThrow(() => JSON.parse(block.text), place(block));
  });

  it("exist, if skipped-blocks.ts lists them", () => {
    for (const { file, firstLine } of skippedBlocks)
      assert.ok(
        shellBlocksOf(file).some((block) => block.startsWith(firstLine)),
        `${file} has no block that begins with ${firstLine}`,
      );
  });
});
