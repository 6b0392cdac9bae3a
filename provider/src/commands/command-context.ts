import { fstatSync, writeFileSync } from "node:fs";

/** The parts of a process that a command uses. `process` is one, and a test can run a command in another. */
export type CommandContext = Pick<NodeJS.Process, "env" | "stdin" | "stdout" | "stderr" | "exitCode">;

/** The output of a command cannot be written, because a disk is full, for example. */
export class OutputError extends Error {
  override name = "OutputError";
}

/**
 * Writes the output of a command completely. A reader may close its pipe early.
 *
 * @throws {@link OutputError}
 */
export async function writeOutput({ stdout }: Pick<CommandContext, "stdout">, text: string): Promise<void> {
  try {
    // Node's stream takes a part that still fits on a disk for the whole text.
    if (isFile(stdout)) {
      writeFileSync(stdout.fd, text);
    } else {
      await new Promise<void>((done, fail) => {
        stdout.write(text, (error) => (error ? fail(error) : done()));
      });
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "EPIPE") throw new OutputError(`Standard output cannot be written: ${message}.`);
  }
}

function isFile({ fd, isTTY }: CommandContext["stdout"]): boolean {
  // Only the process's own standard output has a file descriptor.
  if (fd === undefined || isTTY) return false;
  const stats = fstatSync(fd);
  return !stats.isFIFO() && !stats.isSocket();
}
