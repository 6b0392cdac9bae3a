import type { ResourceDefinition } from "../../provider/src/resources/definition";
import {
  argumentsOf,
  describedFunctions,
  namedTypes,
  outputsOf,
  type Property,
  propertiesOf,
  providerSettings,
  type Schema,
} from "./schemas";

// The types and functions that a program uses, so that it type-checks without loading zod. They are formatted when they are written.

const generatedFrom = (source: string) => `// Generated from ${source} by \`npm run generate\`. Do not edit.`;

/** A docstring with lines of at most 105 characters, and its tags, such as `@see`. */
function docstring(text: string, tags: string[] = []): string {
  const lines = [...(text.match(/\S.{0,104}(?= |$)/g) ?? []), ...(tags.length > 0 ? ["", ...tags] : [])];
  return lines.length === 1
    ? `/** ${lines[0]} */`
    : ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

/** What an interface describes: values, or what may be an output of another resource, or the outputs of a resource. */
type Use = "values" | "inputs" | "outputs";

function typeOf({ type, title, items, additionalProperties }: Schema, use: Use): string {
  const partOf = (part: Schema) => (use === "inputs" ? `Input<${typeOf(part, use)}>` : typeOf(part, use));
  if (title !== undefined) return use === "inputs" ? `${title}Args` : title;
  if (items) return `${partOf(items)}[]`;
  if (additionalProperties) return `Record<string, ${partOf(additionalProperties)}>`;
  return type;
}

function interfaceOf(name: string, description: string, properties: Property[], use: Use): string {
  const members = properties.map((property) => {
    const { optional, description, defaultValue, examples = [], see } = property;
    const tags = [
      ...(defaultValue === undefined ? [] : [`@defaultValue ${defaultValue}`]),
      ...examples.map((example) => `@example ${property.name}: ${JSON.stringify(example)}`),
      ...(see === undefined ? [] : [`@see ${see}`]),
    ];
    const type = `${typeOf(property, use)}${optional ? " | undefined" : ""}`;
    const key = `${property.name}${optional ? "?" : ""}`;
    const declaration = {
      values: `${key}: ${type}`,
      inputs: `${key}: Input<${type}>${optional ? " | undefined" : ""}`,
      outputs: `readonly ${property.name}: Output<${type}>`,
    }[use];
    return `${docstring(description, tags)}\n${declaration};`;
  });
  return `${docstring(description)}\nexport interface ${name} {\n${members.join("\n\n")}\n}`;
}

const resourceSource = "the schemas in provider/src/resources";

/** The arguments of a resource. */
export const argsFile = (resource: ResourceDefinition) => `${generatedFrom(resourceSource)}
import type { Input } from "@pulumi/pulumi";

${interfaceOf(`${resource.className}Args`, `Arguments of a {@link ${resource.className}}.`, argumentsOf(resource), "inputs")}
`;

/** The outputs of a resource. */
export const outputsFile = (resource: ResourceDefinition) => `${generatedFrom(resourceSource)}
import type { Output } from "@pulumi/pulumi";

${interfaceOf(`${resource.className}Outputs`, `Outputs of a {@link ${resource.className}}, in both classes.`, outputsOf(resource), "outputs")}

${docstring(
  "Passed with the arguments, which override it: a property becomes an output only if a program passes it, even as undefined.",
)}
export const unset${resource.className}Outputs = {
${outputsOf(resource)
  .map(({ name }) => `${name}: undefined,`)
  .join("\n")}
};
`;

/** The arguments of an explicit provider. */
export const providerArgs = () => `${generatedFrom("provider/src/configuration/settings.ts")}
import type { Input } from "@pulumi/pulumi";

${Object.entries(namedTypes(providerSettings))
  .map(([name, type]) => interfaceOf(`${name}Args`, String(type.description), propertiesOf(type), "inputs"))
  .join("\n\n")}

${interfaceOf("ProviderArgs", "Arguments of a {@link Provider}.", providerSettings, "inputs")}

${docstring("The arguments that the state contains only in encrypted form.")}
export const secretArguments: readonly string[] = ${JSON.stringify(providerSettings.filter(({ secret }) => secret).map(({ name }) => name))};
`;

const functionSource = "provider/src/functions";
const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The types of the functions. */
export const functionTypes = () => `${generatedFrom(functionSource)}
import type { Input } from "@pulumi/pulumi";

${[
  ...Object.entries(namedTypes(describedFunctions.map(({ result }) => result))).map(([name, type]) =>
    interfaceOf(name, String(type.description), propertiesOf(type), "values"),
  ),
  ...describedFunctions.flatMap(({ name, args, result }) => {
    const type = capitalized(name);
    const ofResult = `Result of {@link ${name}}.`;
    return [
      interfaceOf(`${type}Args`, `Arguments of {@link ${name}}.`, args, "values"),
      interfaceOf(`${type}OutputArgs`, `Arguments of {@link ${name}Output}.`, args, "inputs"),
      result.title === undefined
        ? interfaceOf(`${type}Result`, ofResult, propertiesOf(result), "values")
        : `${docstring(ofResult)}\nexport type ${type}Result = ${result.title};`,
    ];
  }),
].join("\n\n")}
`;

/** The functions, which call one of a module with their token: one for arguments that are values, one for outputs. */
const functionsFile = (module: string, call: string, callOutput: string) => `${generatedFrom(functionSource)}
import type { InvokeOptions, InvokeOutputOptions, Output } from "@pulumi/pulumi";
import { ${[call, callOutput].sort().join(", ")} } from "./${module}";
import type * as types from "./function-types";

${describedFunctions
  .map(({ name, token, description, args }) => {
    const type = `types.${capitalized(name)}`;
    const byDefault = args.every(({ optional }) => optional) ? " = {}" : "";
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
