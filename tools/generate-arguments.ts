/**
 * Writes the program side's argument types from the schema, so that a program type-checks without loading zod.
 * `npm run generate` writes the file; `--check` writes nothing and fails if the file is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { sendIdArguments } from "../provider/src/send-id/arguments";
import { wrap } from "./wrap";

const file = resolve(__dirname, "../provider/src/resource/braze-send-id-args.ts");

interface Property {
  type: string;
  description: string;
  defaultValue?: string;
  examples: unknown[];
  see: string;
}

function property(
  name: string,
  { type, description, defaultValue, examples, see }: Property,
  required: boolean,
): string {
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

const schema = z.toJSONSchema(sendIdArguments);
const properties = Object.entries(schema.properties as unknown as Record<string, Property>);
const text = `// Generated from provider/src/send-id/arguments.ts by \`npm run generate\`. Edit that file instead.
import type { Input } from "@pulumi/pulumi";

/** ${schema.description} */
export interface BrazeSendIdArgs {
${properties.map(([name, value]) => property(name, value, schema.required?.includes(name) ?? false)).join("\n\n")}
}
`;

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (readFileSync(file, "utf8") !== text) {
  console.error("braze-send-id-args.ts is out of date. Run: npm run generate");
  process.exitCode = 1;
}
