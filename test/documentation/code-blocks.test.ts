import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";
import { parseDocument } from "yaml";
import { type Block, blocksOf, checkout } from "./blocks";
import { markdownFiles } from "./markdown-files";
import { exceptions, notFollowed } from "./not-followed";

interface Found extends Block {
  file: string;
}

const found: Found[] = markdownFiles.flatMap((file) => blocksOf(file).map((block) => ({ file, ...block })));
const inLanguages = (...languages: string[]) => found.filter(({ language }) => languages.includes(language));
const place = ({ file, line }: Found) => `${file}:${line}`;

describe("the code blocks of every Markdown file", () => {
  it("are in a language that is checked", () => {
    const checked = ["typescript", "ts", "json", "yaml", "bash", "sh", "text", ""];
    assert.deepEqual(
      found
        .filter(({ language }) => !checked.includes(language))
        .map((block) => [place(block), block.language]),
      [],
    );
  });

  it("compile, in TypeScript", () => {
    const virtual = new Map(
      inLanguages("typescript", "ts").map((block) => [
        // Beside its file, so that it imports what a program there would.
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
    // What is declared for show is not used.
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

  it("parse, in JSON and YAML", () => {
    for (const block of inLanguages("json", "yaml"))
      assert.deepEqual(parseDocument(block.text).errors, [], place(block));
    for (const block of inLanguages("json")) assert.doesNotThrow(() => JSON.parse(block.text), place(block));
  });

  it("are followed, in the shell, or say why not", () => {
    const followed = new Set([
      ...["getting-started", "configuration", "state-and-teams", "pipelines", "emulator", "languages"].map(
        (page) => `docs/${page}.md`,
      ),
      ...[
        "quickstart",
        "campaign-calendar",
        "workspaces",
        "send-message",
        "unit-tests",
        "yaml",
        "python",
        "go",
      ].map((example) => `examples/${example}/README.md`),
      "examples/README.md",
    ]);
    for (const block of inLanguages("bash", "sh")) {
      assert.ok(
        (followed.has(block.file) && block.language === "bash") || notFollowed(block.file, block.text),
        `${place(block)} is run by no test, and no reason is given in not-followed.ts`,
      );
    }
    for (const { file, firstLine } of exceptions) {
      assert.ok(
        inLanguages("bash", "sh").some(
          (block) => block.file === file && block.text.startsWith(`${firstLine}\n`),
        ),
        `${file} has no block that begins with ${firstLine}`,
      );
    }
  });
});
