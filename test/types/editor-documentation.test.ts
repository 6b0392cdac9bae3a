import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import * as ts from "typescript";

const checkout = resolve(__dirname, "../..");
const file = join(__dirname, "emulator-options.mts");

/** Each type of options, with a member of it as an editor shows it. */
const documented: [type: string, member: string, shown: string, text: RegExp][] = [
  [
    "EmulatorOptions",
    "workspaces",
    "workspaces?: readonly WorkspaceOptions[] | undefined",
    /^The workspaces\./,
  ],
  [
    "EmulatorOptions",
    "repeatedPair",
    'repeatedPair?: "error" | "same" | "counted" | undefined',
    /existing pair/,
  ],
  [
    "WorkspaceOptions",
    "apiKeys",
    "apiKeys?: readonly (string | ApiKeyOptions)[] | undefined",
    /^The REST API keys/,
  ],
  ["ApiKeyOptions", "permissions", "permissions: readonly string[]", /^The permissions of the key/],
  ["CampaignOptions", "tags", "tags?: readonly string[] | undefined", /^The tags/],
  ["Fault", "delayMs", "delayMs?: number | undefined", /^How long to wait/],
  ["FaultCondition", "sendId", "sendId?: string | undefined", /^The `send_id`/],
];

describe("editor documentation of the emulator's options", function () {
  this.timeout(60_000);

  const types = [...new Set(documented.map(([type]) => type))];
  const source = `import type { ${types.join(", ")} } from "pulumi-braze/emulator";
${types.map((type) => `export declare const of${type}: ${type};`).join("\n")}
${documented.map(([type, member]) => `of${type}.${member};`).join("\n")}
${types.map((type) => `of${type}. /* ${type} */;`).join("\n")}`;
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      strict: true,
      exactOptionalPropertyTypes: true,
      types: [],
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot(path) {
      const text = path === file ? source : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => checkout,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
  });

  for (const [type, member, shown, text] of documented)
    it(`${type}.${member}`, () => {
      const position = source.indexOf(`of${type}.${member};`) + `of${type}.`.length;
      const { displayParts, documentation } = service.getQuickInfoAtPosition(file, position) ?? {};
      assert.equal(ts.displayPartsToString(displayParts), `(property) ${shown}`);
      assert.match(ts.displayPartsToString(documentation), text);
    });

  for (const type of types)
    it(`${type}: every member`, () => {
      const position = source.indexOf(` /* ${type} */`);
      const { entries = [] } = service.getCompletionsAtPosition(file, position, {}) ?? {};
      assert.ok(entries.length > 0);
      const undocumented = entries.filter(({ name }) => {
        const details = service.getCompletionEntryDetails(file, position, name, {}, undefined, {}, undefined);
        return ts.displayPartsToString(details?.documentation) === "";
      });
      assert.deepEqual(
        undocumented.map(({ name }) => name),
        [],
      );
    });
});
