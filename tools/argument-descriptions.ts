import { z } from "zod";
import { sendIdArguments } from "../provider/src/send-id/arguments";

const description = z.object({
  type: z.enum(["string", "number", "boolean"]),
  description: z.string(),
  /** What happens if the argument is omitted. */
  defaultValue: z.string().optional(),
  examples: z.tuple([z.unknown()], z.unknown()),
  see: z.url(),
});

/** How the schema describes an argument of a send ID. */
export interface ArgumentDescription extends z.output<typeof description> {
  name: string;
  required: boolean;
}

const { properties, required = [] } = z.toJSONSchema(sendIdArguments);

/**
 * The descriptions of all arguments, in the schema's order.
 *
 * @throws if one is incomplete.
 */
export const argumentDescriptions: ArgumentDescription[] = Object.entries(
  z.record(z.string(), description).parse(properties),
).map(([name, described]) => {
  const argument = { name, required: required.includes(name), ...described };
  if (argument.required === (argument.defaultValue === undefined)) return argument;
  throw new Error(`${name} must have a defaultValue if it is optional, and none if it is required.`);
});
