import { z } from "zod";
import type { ResourceDefinition } from "../../provider/src/resources/definition";

const type = z.enum(["string", "number", "boolean"]);
const output = z.object({ type, description: z.string() });
const argument = output.extend({
  /** What happens if the argument is omitted. */
  defaultValue: z.string().optional(),
  examples: z.tuple([z.unknown()], z.unknown()),
  see: z.url(),
});

interface Named {
  name: string;
  required: boolean;
}

/** How a schema describes an argument of a resource. */
export type ArgumentDescription = Named & z.output<typeof argument>;

/** How a schema describes an output of a resource. */
export type OutputDescription = Named & z.output<typeof output>;

/**
 * The descriptions of all arguments, in the schema's order.
 *
 * @throws if one is incomplete.
 */
export const argumentsOf = (resource: ResourceDefinition): ArgumentDescription[] =>
  propertiesOf(resource.schema().arguments, argument).map((described) => {
    if (described.required === (described.defaultValue === undefined)) return described;
    throw new Error(
      `${described.name} must have a defaultValue if it is optional, and none if it is required.`,
    );
  });

/** The descriptions of all outputs, in the schema's order. */
export const outputsOf = (resource: ResourceDefinition): OutputDescription[] =>
  propertiesOf(resource.schema().outputs, output);

function propertiesOf<Description extends z.ZodObject>(schema: z.ZodObject, description: Description) {
  const { properties, required = [] } = z.toJSONSchema(schema);
  return Object.entries(z.record(z.string(), description).parse(properties)).map(([name, described]) => ({
    name,
    required: required.includes(name),
    ...described,
  }));
}
