import { z } from "zod";
import { type Document, InvalidInputError, readDocument } from "./json-document";

const config = z.record(
  z.string(),
  z.object({ value: z.string().optional(), secret: z.boolean().optional() }),
);

/** The command that prints a stack's configuration with its secrets. */
export const configCommand = "pulumi config --json --show-secrets";

/**
 * Reads the output of `pulumi config --json --show-secrets`.
 *
 * @returns a function that returns the value of a setting, such as `braze:apiKey`.
 * @throws {@link InvalidInputError}
 */
export function readStackConfig(document: Document): (key: string) => string | undefined {
  const values = readDocument(document, config, configCommand);
  const hidden = Object.entries(values).some(
    ([name, { value, secret }]) => name.startsWith("braze:") && secret === true && value === undefined,
  );
  if (hidden) {
    throw new InvalidInputError(
      document,
      `does not contain the secrets. Run \`${configCommand}\` to include them.`,
    );
  }
  return (key) => (Object.hasOwn(values, key) ? values[key]?.value : undefined);
}
