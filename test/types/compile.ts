import { basename, join, resolve } from "node:path";
import * as ts from "typescript";

const checkout = resolve(__dirname, "../..");
const packageFolder = join(checkout, "provider/dist/");
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A fault the compiler found, by its number and text. */
export interface Fault {
  code: number;
  text: string;
}

/**
 * Compiles programs that import the built package, each by itself, and returns the faults of each.
 * A fault in the package's own declarations is an error.
 *
 * @param programs source by file name; its ending decides between CommonJS (`.cts`) and ES modules (`.mts`).
 */
export function compile(programs: Record<string, string>, options: ts.CompilerOptions): Map<string, Fault[]> {
  const allOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(checkout, "node_modules/@types")],
    ...options,
  };
  const sources = new Map(
    Object.entries(programs).map(([name, source]) => [join(__dirname, "programs", name), source]),
  );
  const host = ts.createCompilerHost(allOptions);
  const { fileExists, getSourceFile } = host;
  host.getCurrentDirectory = () => checkout;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.directoryExists = (name) => name === join(__dirname, "programs") || ts.sys.directoryExists(name);
  host.getSourceFile = (name, how, ...rest) => {
    const source = sources.get(name);
    if (source !== undefined) return ts.createSourceFile(name, source, how);
    // The declarations of Pulumi and of Node are most of the work, and the same for every set of options.
    const key = `${name} ${JSON.stringify(how)}`;
    if (!parsed.has(key)) parsed.set(key, getSourceFile(name, how, ...rest));
    return parsed.get(key);
  };
  const program = ts.createProgram([...sources.keys()], allOptions, host);
  const faultsOf = (file: ts.SourceFile | undefined) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ];
  const declarations = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(packageFolder));
  if (declarations.length === 0) throw new Error("nothing of the package was compiled");
  const general = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...declarations.flatMap(faultsOf),
  ];
  if (general.length > 0) throw new Error(ts.formatDiagnostics(general, host));
  return new Map(
    [...sources.keys()].map((name) => [
      basename(name),
      faultsOf(program.getSourceFile(name)).map(({ code, messageText }) => ({
        code,
        text: ts.flattenDiagnosticMessageText(messageText, "\n"),
      })),
    ]),
  );
}
