import { join } from "node:path";
import ts from "typescript";

/** A documented member of an interface. */
export interface Member {
  name: string;
  type: string;
  description: string;
  default?: string;
}

const checkout = join(__dirname, "../..");
const source = join(checkout, "provider/src");

let program: ts.Program | undefined;

/** The package with its types. Reading them takes seconds, so all who ask share them. */
function typedSources(): ts.Program {
  const { config } = ts.readConfigFile(join(checkout, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, checkout);
  return ts.createProgram([join(source, "index.ts"), join(source, "emulator/index.ts")], options);
}

function find(file: string, name: string): { checker: ts.TypeChecker; symbol: ts.Symbol } {
  program ??= typedSources();
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(source, file)) as ts.Node);
  const symbol = module?.exports?.get(ts.escapeLeadingUnderscores(name));
  if (symbol === undefined) throw new Error(`${file} does not export ${name}`);
  return { checker, symbol };
}

/** The documentation of a class or an interface, its paragraphs on a line each. */
export function documentationOf(file: string, name: string): string {
  const { checker, symbol } = find(file, name);
  return textOf(symbol.getDocumentationComment(checker)).split("\n\n").map(onOneLine).join("\n\n");
}

/** The members of an interface, in the order in which they are declared, even if it extends the input of a schema. */
export function membersOf(file: string, name: string): Member[] {
  const { checker, symbol } = find(file, name);
  return checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .map((member) => ({ member, declaration: member.declarations?.[0] as ts.Declaration }))
    .sort((one, other) => one.declaration.pos - other.declaration.pos)
    .map(({ member, declaration }) => {
      const memberName = String(ts.getNameOfDeclaration(declaration)?.getText());
      const description = onOneLine(textOf(member.getDocumentationComment(checker)));
      if (description === "") throw new Error(`${name}.${memberName} has no documentation`);
      const byDefault = member.getJsDocTags(checker).find((tag) => tag.name === "defaultValue");
      const type = checker.getNonNullableType(checker.getTypeOfSymbol(member));
      return {
        name: memberName,
        type: checker.typeToString(type, declaration, ts.TypeFormatFlags.NoTruncation),
        description,
        ...(byDefault && { default: onOneLine(textOf(byDefault.text)) }),
      };
    });
}

/** The text of a comment, its links as code. */
const textOf = (parts: ts.SymbolDisplayPart[] | undefined) =>
  ts.displayPartsToString(parts).replace(/\{@link (.+?) ?\}/g, "`$1`");

const onOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
