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

type Declaration = ts.ClassDeclaration | ts.InterfaceDeclaration;

/** Finds a class or an interface in a file of the package. */
function declarationOf(file: string, name: string): Declaration {
  const path = join(source, file);
  const parsed = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found = parsed.statements.find(
    (statement) =>
      (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) &&
      statement.name?.text === name,
  ) as Declaration | undefined;
  if (found === undefined) throw new Error(`${file} does not declare ${name}`);
  return found;
}

/** The documentation of a class or an interface, its paragraphs on a line each. */
export function documentationOf(file: string, name: string): string {
  const doc = ts.getJSDocCommentsAndTags(declarationOf(file, name)).find(ts.isJSDoc);
  return String(doc?.comment)
    .split("\n\n")
    .map((paragraph) => plain(paragraph))
    .join("\n\n");
}

/** The documented members of a class or an interface in a file of the package, in order. */
export function membersOf(file: string, name: string): Member[] {
  return [...declarationOf(file, name).members].flatMap((member) => {
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
