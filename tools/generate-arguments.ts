import { sendIdArguments } from "../provider/src/send-id/arguments";
import { type ArgumentDescription, argumentDescriptions } from "./argument-descriptions";
import { wrap } from "./wrap";

function property({
  name,
  required,
  type,
  description,
  defaultValue,
  examples,
  see,
}: ArgumentDescription): string {
  const lines = [
    ...wrap(description),
    "",
    ...(defaultValue === undefined ? [] : [`@defaultValue ${defaultValue}`]),
    ...examples.map((example) => `@example ${name}: ${JSON.stringify(example)}`),
    `@see ${see}`,
  ];
  const docstring = lines.map((line) => `   * ${line}`.trimEnd()).join("\n");
  return `  /**\n${docstring}\n   */\n  ${name}${required ? `: Input<${type}>` : `?: Input<${type} | undefined> | undefined`};`;
}

/** The program side's argument types, so that a program type-checks without loading zod. */
export const sendIdArgs =
  () => `// Generated from provider/src/send-id/arguments.ts by \`npm run generate\`. Edit that file instead.
import type { Input } from "@pulumi/pulumi";

/** ${sendIdArguments.meta()?.description} */
export interface BrazeSendIdArgs {
${argumentDescriptions.map(property).join("\n\n")}
}
`;
