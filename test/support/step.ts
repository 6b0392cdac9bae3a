/** Runs a step of a scenario, whose failure names it. */
export async function step(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const failure = error as Error;
    failure.message = `${name}: ${failure.message}`;
    // Mocha prints it instead of the message.
    failure.stack = `${name}: ${failure.stack}`;
    throw failure;
  }
}
