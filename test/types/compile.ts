import { basename, join, resolve } from "node:path";
import * as ts from "typescript";

const checkout = resolve(__dirname, "../..");
const packageFolder = join(checkout, "provider/dist/");
const parsed = new Map<string, ts.SourceFile | undefined>();

/** An error of the compiler. */
export interface CompilerError {
  code: number;
  text: string;
}

/**
 * Compiles programs that import the built package, and returns the errors of each program.
 *
 * @param programs source by file name; the extension selects CommonJS (`.cts`) or ES modules (`.mts`).
 * @throws if the declarations of the package have an error.
 */
export function compile(
  programs: Record<string, string>,
  options: ts.CompilerOptions,
): Map<string, CompilerError[]> {
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
    // Parsing the declarations of Pulumi and Node takes most of the time, and gives the same result for all options.
    const key = `${name} ${JSON.stringify(how)}`;
    if (!parsed.has(key)) parsed.set(key, getSourceFile(name, how, ...rest));
    return parsed.get(key);
  };
  const program = ts.createProgram([...sources.keys()], allOptions, host);
  const errorsOf = (file: ts.SourceFile | undefined) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ];
  const declarations = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(packageFolder));
  if (declarations.length === 0) throw new Error("no declaration of the package was compiled");
  const general = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...declarations.flatMap(errorsOf),
  ];
  if (general.length > 0) throw new Error(ts.formatDiagnostics(general, host));
  return new Map(
    [...sources.keys()].map((name) => [
      basename(name),
      errorsOf(program.getSourceFile(name)).map(({ code, messageText }) => ({
        code,
        text: ts.flattenDiagnosticMessageText(messageText, "\n"),
      })),
    ]),
  );
}
