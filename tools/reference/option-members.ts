import { join } from "node:path";
import ts from "typescript";
import { type Member, plain } from "./docstrings";

const checkout = join(__dirname, "../..");

let program: ts.Program | undefined;

/** The emulator with its types. Reading them takes seconds, so all tables share them. */
function typedEmulator(): ts.Program {
  const { config } = ts.readConfigFile(join(checkout, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, checkout);
  return ts.createProgram([join(checkout, "provider/src/emulator/index.ts")], options);
}

/** The members of an interface that extends the input of a schema. They are documented where the schema declares them. */
export function optionMembersOf(file: string, name: string): Member[] {
  program ??= typedEmulator();
  const checker = program.getTypeChecker();
  const found = program
    .getSourceFile(join(checkout, "provider/src", file))
    ?.statements.filter(ts.isInterfaceDeclaration)
    .find((declaration) => declaration.name.text === name);
  if (found === undefined) throw new Error(`${file} does not declare ${name}`);
  return checker
    .getPropertiesOfType(checker.getTypeAtLocation(found))
    .map((symbol) => ({ symbol, declaration: symbol.declarations?.[0] as ts.Declaration }))
    .sort((one, other) => one.declaration.pos - other.declaration.pos)
    .map(({ symbol, declaration }) => {
      const [doc] = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc);
      if (doc === undefined) throw new Error(`${name}.${symbol.name} has no documentation`);
      const byDefault = doc.tags?.find(({ tagName }) => tagName.text === "defaultValue");
      const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
      return {
        name: symbol.name,
        type: checker.typeToString(type, declaration, ts.TypeFormatFlags.NoTruncation),
        description: plain(doc.comment),
        ...(byDefault && { default: plain(byDefault.comment) }),
      };
    });
}
