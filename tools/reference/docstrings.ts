import { join } from "node:path";
import ts from "typescript";

/** A documented member of an interface. */
export interface Member {
  name: string;
  type: string;
  description: string;
  default?: string;
}

const source = join(__dirname, "../../provider/src");

let program: ts.Program | undefined;

/** The package with its types. They take seconds, so that the members of all interfaces share them. */
function typedProgram(): ts.Program {
  const { config } = ts.readConfigFile(join(__dirname, "../../tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, "");
  return ts.createProgram([join(source, "index.ts"), join(source, "emulator/index.ts")], options);
}

/**
 * The documented members of an interface in a file of the package, in order. Those of an interface that extends the input of a
 * schema are documented where the schema declares them.
 */
export function membersOf(file: string, name: string): Member[] {
  program ??= typedProgram();
  const checker = program.getTypeChecker();
  const found = program
    .getSourceFile(join(source, file))
    ?.statements.filter(ts.isInterfaceDeclaration)
    .find((declaration) => declaration.name.text === name);
  if (found === undefined) throw new Error(`${file} does not declare ${name}`);
  return checker
    .getPropertiesOfType(checker.getTypeAtLocation(found))
    .map((symbol) => ({ symbol, declaration: symbol.declarations?.[0] as ts.NamedDeclaration }))
    .sort((one, other) => one.declaration.pos - other.declaration.pos)
    .flatMap(({ symbol, declaration }) => {
      const [doc] = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc);
      if (doc === undefined) return [];
      const byDefault = doc.tags?.find(({ tagName }) => tagName.text === "defaultValue");
      return {
        name: declaration.name?.getText() ?? "",
        type: typeOf(symbol, declaration, checker),
        description: plain(doc.comment),
        ...(byDefault && { default: plain(byDefault.comment) }),
      };
    });
}

function typeOf(symbol: ts.Symbol, declaration: ts.Declaration, checker: ts.TypeChecker): string {
  if (ts.isMethodSignature(declaration))
    return `(${declaration.parameters.map((parameter) => parameter.getText()).join(", ")}) => ${declaration.type?.getText()}`;
  if (ts.isPropertySignature(declaration)) return declaration.type?.getText() ?? "";
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
  return checker.typeToString(type, declaration, ts.TypeFormatFlags.NoTruncation);
}

/** The text of a comment on one line, its links as code. */
function plain(comment: ts.JSDoc["comment"]): string {
  const parts = typeof comment === "string" ? [comment] : (comment ?? []).map((part) => partOf(part));
  return parts.join("").replace(/\s+/g, " ").trim();
}

const partOf = (part: ts.JSDocComment) =>
  ts.isJSDocLink(part) ? `\`${part.name?.getText() ?? ""}${part.text}\`` : part.text;
