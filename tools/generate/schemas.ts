import { z } from "zod";
import { settings } from "../../provider/src/configuration/settings";
import { tokenOf } from "../../provider/src/functions/call";
import { functions } from "../../provider/src/functions/functions";
import type { ResourceDefinition } from "../../provider/src/resources/definition";

/**
 * A type in the part of JSON Schema that the provider uses. All that is generated (TypeScript, the plugin's schema, and the
 * reference) is made from it.
 */
export interface Schema {
  type: "string" | "number" | "boolean" | "array" | "object";
  /** The name of the type in every language. */
  title?: string;
  description?: string;
  /** Of a list. */
  items?: Schema;
  /** Of an object with any names. */
  additionalProperties?: Schema | false;
  properties?: Record<string, Schema>;
  required?: string[];

  // What the provider adds:
  /** What happens if the property is omitted. */
  defaultValue?: string;
  examples?: unknown[];
  see?: string;
  /** Whether the state contains it only in encrypted form. */
  secret?: boolean;
}

/** A property of an object. */
export interface Property extends Schema {
  name: string;
  description: string;
  optional: boolean;
}

/**
 * The properties of an object, in its order.
 *
 * @throws if one is not described.
 */
export function propertiesOf({ properties = {}, required = [] }: Schema): Property[] {
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    if (description === undefined) throw new Error(`${name} must have a description.`);
    return { ...schema, name, description, optional: !required.includes(name) };
  });
}

/** The types with a name in these schemas, by their names. */
export function namedTypes(schemas: (Schema | undefined | false)[]): Record<string, Schema> {
  return Object.assign(
    {},
    ...schemas.map((schema) => {
      if (!schema) return {};
      const { title, items, additionalProperties, properties = {} } = schema;
      const own = title === undefined ? {} : { [title]: schema };
      return { ...own, ...namedTypes([items, additionalProperties, ...Object.values(properties)]) };
    }),
  );
}

const toSchema = (schema: z.ZodObject) => z.toJSONSchema(schema, { io: "input" }) as unknown as Schema;

/**
 * The arguments of a resource.
 *
 * @throws if the description of one is incomplete.
 */
export function argumentsOf(resource: ResourceDefinition) {
  return propertiesOf(toSchema(resource.schema().arguments)).map(({ examples, see, ...argument }) => {
    const { name, optional, defaultValue } = argument;
    if (optional !== (defaultValue !== undefined))
      throw new Error(`${name} must have a defaultValue if it is optional, and none if it is required.`);
    if (!examples?.length || see === undefined)
      throw new Error(`${name} must have an example, and a page to see.`);
    return { ...argument, examples, see };
  });
}

/** The outputs of a resource. */
export const outputsOf = (resource: ResourceDefinition) => propertiesOf(toSchema(resource.schema().outputs));

/** The functions, with their arguments and results. */
export const describedFunctions = functions.map((definition) => ({
  name: definition.name,
  token: tokenOf(definition),
  description: definition.description,
  args: propertiesOf(toSchema(definition.arguments)),
  result: toSchema(definition.result),
}));

const settingSchema = ({ description, ...setting }: (typeof settings)[keyof typeof settings]): Schema => ({
  type: "seconds" in setting ? "number" : "string",
  description,
  ...("secret" in setting && { secret: true }),
});

const workspace: Schema = {
  type: "object",
  title: "Workspace",
  description: "Connection of one workspace.",
  properties: {
    apiKey: settingSchema(settings["braze:apiKey"]),
    instance: settingSchema(settings["braze:instance"]),
    endpoint: settingSchema(settings["braze:endpoint"]),
  },
};

/** The settings, as arguments of an explicit provider. */
export const providerSettings = propertiesOf({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(settings).map(([key, setting]): [string, Schema] => [
      key.replace("braze:", ""),
      {
        ...settingSchema(setting),
        ...(key === "braze:workspaces" && { type: "object", additionalProperties: workspace }),
        defaultValue:
          `\`${setting.environment}\` in the environment` +
          ("seconds" in setting ? `, otherwise ${setting.seconds.default}` : ""),
      },
    ]),
  ),
});
