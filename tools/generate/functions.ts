import { z } from "zod";
import { tokenOf } from "../../provider/src/functions/call";
import { functions } from "../../provider/src/functions/functions";
import { docstring, memberDocstring } from "./docstring";

interface Property {
  type: "string" | "boolean" | "array" | "object";
  title?: string;
  description?: string;
  items?: Property;
  properties?: Record<string, Property>;
  required?: string[];
}

/** A function as its schemas describe it. */
const described = functions.map(({ name, description, arguments: args, result, ...rest }) => ({
  name,
  token: tokenOf({ name, ...rest }),
  description,
  args: z.toJSONSchema(args) as unknown as Property,
  result: z.toJSONSchema(result, { io: "input" }) as unknown as Property,
}));

/** The objects with a title, which are types in every language. */
const types = new Map<string, Property>();
for (const { result } of described) collectTypes(result);

function collectTypes(property: Property): void {
  if (property.title !== undefined) types.set(property.title, property);
  for (const part of [property.items, ...Object.values(property.properties ?? {})])
    if (part !== undefined) collectTypes(part);
}

const refOf = (title: string) => `braze:index:${title}`;

function schemaOf({ type, title, description, items }: Property): object {
  const text = description === undefined ? {} : { description };
  if (title !== undefined) return { $ref: `#/types/${refOf(title)}`, ...text };
  return {
    type,
    ...(items !== undefined && { items: schemaOf({ ...items, description: undefined as never }) }),
    ...text,
  };
}

const objectSchema = ({ description, properties = {}, required = [] }: Property) => ({
  ...(description !== undefined && { description }),
  type: "object",
  properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, schemaOf(value)])),
  ...(required.length > 0 && { required }),
});

/** The part of the plugin's schema. */
export const functionsOfSchema = {
  types: Object.fromEntries([...types].map(([title, property]) => [refOf(title), objectSchema(property)])),
  functions: Object.fromEntries(
    described.map(({ token, description, args, result }) => [
      token,
      {
        description,
        inputs: objectSchema(args),
        outputs: { ...objectSchema(result), description: undefined },
      },
    ]),
  ),
};

const typeOf = ({ type, title, items }: Property): string =>
  title ?? (type === "array" ? `${typeOf(items as Property)}[]` : type);

function interfaceOf(
  name: string,
  description: string,
  { properties = {}, required = [] }: Property,
  isInput = false,
) {
  const members = Object.entries(properties).map(([member, property]) => {
    const type =
      isInput && property.items !== undefined ? `Input<${typeOf(property.items)}>[]` : typeOf(property);
    const isRequired = required.includes(member);
    const value = isInput ? `Input<${isRequired ? type : `${type} | undefined`}>` : type;
    return `${memberDocstring(property.description ?? "")}\n  ${member}${isRequired ? "" : "?"}: ${value}${isRequired ? "" : " | undefined"};`;
  });
  return `${docstring(description)}\nexport interface ${name} {\n${members.join("\n\n")}\n}`;
}

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const source = "// Generated from provider/src/functions by `npm run generate`. Edit those files instead.\n";

/** The types of the functions in TypeScript. */
export const functionTypes = () => `${source}import type { Input } from "@pulumi/pulumi";

${[
  ...[...types].map(([title, property]) => interfaceOf(title, property.description ?? "", property)),
  ...described.flatMap(({ name, args, result }) => [
    interfaceOf(`${capitalized(name)}Args`, `Arguments of {@link ${name}}.`, args),
    interfaceOf(`${capitalized(name)}OutputArgs`, `Arguments of {@link ${name}Output}.`, args, true),
    result.title === undefined
      ? interfaceOf(`${capitalized(name)}Result`, `Result of {@link ${name}}.`, result)
      : `/** Result of {@link ${name}}. */\nexport type ${capitalized(name)}Result = ${result.title};`,
  ]),
].join("\n\n")}
`;

const functionsFile = (
  module: string,
  call: string,
  callOutput: string,
) => `${source}import type { InvokeOptions, InvokeOutputOptions, Output } from "@pulumi/pulumi";
import { ${[call, callOutput].sort().join(", ")} } from "./${module}";
import type * as types from "./function-types";

${described
  .map(({ name, token, description, args }) => {
    const type = `types.${capitalized(name)}`;
    const byDefault = args.required === undefined ? " = {}" : "";
    return `${docstring(description)}
export function ${name}(args: ${type}Args${byDefault}, opts?: InvokeOptions): Promise<${type}Result> {
  return ${call}("${token}", args, opts);
}

${docstring(`{@link ${name}} for arguments that are outputs. While they are not known yet, nothing is sent.`)}
export function ${name}Output(args: ${type}OutputArgs${byDefault}, opts?: InvokeOutputOptions): Output<${type}Result> {
  return ${callOutput}("${token}", args, opts);
}`;
  })
  .join("\n\n")}
`;

/** The functions of `pulumi-braze`, which run in the program. */
export const programFunctions = () =>
  functionsFile("call-in-program", "callInProgram", "callOutputInProgram");

/** The functions of `pulumi-braze/native`, which the plugin runs. */
export const nativeFunctions = () => functionsFile("call-plugin", "callPlugin", "callOutputPlugin");
