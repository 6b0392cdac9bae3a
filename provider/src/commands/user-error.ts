import { ConfigurationError } from "../configuration/configuration";
import { InvalidInputError } from "../stack/json-document";
import { OutputError } from "./write-output";

/** Options that cannot be combined. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Whether the user can fix the error. Its message is then all that a command prints. */
export const isUserError = (error: unknown): error is Error =>
  [UsageError, InvalidInputError, ConfigurationError, OutputError].some((kind) => error instanceof kind);
