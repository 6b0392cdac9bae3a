import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A documented member of a class or an interface. */
export interface Member {
  name: string;
  type: string;
  description: string;
  default?: string;
}

const source = join(__dirname, "../../provider/src");

/** The documented members of a class or an interface in a file of the package, in order. */
export function membersOf(file: string, name: string): Member[] {
  const path = join(source, file);
  const parsed = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found = parsed.statements.find(
    (statement) =>
      (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) &&
      statement.name?.text === name,
  ) as ts.ClassDeclaration | ts.InterfaceDeclaration | undefined;
  if (found === undefined) throw new Error(`${file} does not declare ${name}`);
  return [...found.members].flatMap((member) => {
    const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
    if (doc === undefined || ts.isConstructorDeclaration(member)) return [];
    const byDefault = doc.tags?.find(({ tagName }) => tagName.text === "defaultValue");
    return {
      name: member.name?.getText() ?? "",
      type: typeOf(member),
      description: plain(doc.comment),
      ...(byDefault && { default: plain(byDefault.comment) }),
    };
  });
}

function typeOf(member: ts.ClassElement | ts.TypeElement): string {
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member))
    return `(${member.parameters.map((parameter) => parameter.getText()).join(", ")}) => ${member.type?.getText()}`;
  return (member as ts.PropertyDeclaration).type?.getText() ?? "";
}

/** The text of a comment on one line, its links as code. */
export function plain(comment: ts.JSDoc["comment"]): string {
  const parts = typeof comment === "string" ? [comment] : (comment ?? []).map((part) => partOf(part));
  return parts.join("").replace(/\s+/g, " ").trim();
}

const partOf = (part: ts.JSDocComment) =>
  ts.isJSDocLink(part) ? `\`${part.name?.getText() ?? ""}${part.text}\`` : part.text;
