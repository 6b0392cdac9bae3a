import { InvalidArgumentError } from "commander";

/** Options that cannot be combined. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** A whole number, for an option of a command. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** A parser of whole numbers from `least` to `most`. */
export const wholeNumberFrom = (least: number, most: number) => (text: string) => {
  const number = wholeNumber(text);
  if (number < least || number > most)
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  return number;
};

/** The file that an option writes. */
export function outputFile(path: string): string {
  if (path === "-") {
    throw new InvalidArgumentError(
      "It must be a file; standard output is not one. Use ./- for a file named -.",
    );
  }
  return path;
}

/** Collects the values of an option that may be repeated. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
