import type { ResourceDefinition } from "../../provider/src/resources/definition";
import { docstring, memberDocstring } from "./docstring";
import { type ArgumentDescription, argumentsOf, type OutputDescription, outputsOf } from "./properties";

const source =
  "// Generated from the schemas in provider/src/resources by `npm run generate`. Edit those instead.\n";

/** The arguments of a resource in TypeScript, so that a program type-checks without loading zod. */
export const argsFile = (
  resource: ResourceDefinition,
) => `${source}import type { Input } from "@pulumi/pulumi";

${docstring(`Arguments of a {@link ${resource.className}}.`)}
export interface ${resource.className}Args {
${argumentsOf(resource).map(argumentMember).join("\n\n")}
}
`;

function argumentMember(argument: ArgumentDescription): string {
  const { name, required, type, description, defaultValue, examples, see } = argument;
  const tags = [
    ...(defaultValue === undefined ? [] : [`@defaultValue ${defaultValue}`]),
    ...examples.map((example) => `@example ${name}: ${JSON.stringify(example)}`),
    `@see ${see}`,
  ];
  const declaration = required ? `: Input<${type}>` : `?: Input<${type} | undefined> | undefined`;
  return `${memberDocstring(description, tags)}\n  ${name}${declaration};`;
}

/** The outputs of a resource in TypeScript. */
export const outputsFile = (
  resource: ResourceDefinition,
) => `${source}import type { Output } from "@pulumi/pulumi";

${docstring(`Outputs of a {@link ${resource.className}}, in both classes.`)}
export interface ${resource.className}Outputs {
${outputsOf(resource).map(outputMember).join("\n\n")}
}

${docstring(
  "Passed with the arguments, which override it: a property becomes an output only if a program passes it, even as undefined.",
)}
export const unset${resource.className}Outputs = {
${outputsOf(resource)
  .map(({ name }) => `  ${name}: undefined,`)
  .join("\n")}
};
`;

const outputMember = ({ name, required, type, description }: OutputDescription) =>
  `${memberDocstring(description)}\n  readonly ${name}: Output<${type}${required ? "" : " | undefined"}>;`;
