import { escapeLines } from "../text/escape";

/**
 * Runs one call of a host, and makes sure that it can respond: an error whose message is not well-formed Unicode would make
 * gRPC throw while it responds, and the update would never end. Any thrown value becomes an error with a message that can be
 * sent and printed, and without a stack, which the dynamic-provider host would print.
 */
export async function respond<Result>(call: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    error.message = escapeLines(error.message);
    error.stack = "";
    throw error;
  }
}

/** @throws for a call before the configuration, which the engine never makes. */
export function failUnconfigured(): never {
  throw new Error(
    "The provider was called before it was configured. Nothing was sent to Braze. Run it by Pulumi's engine, which configures it first.",
  );
}
