import { tmpdir } from "node:os";
import { goOnPath } from "../engine/go";
import { interruptible } from "../engine/interruptible";

/**
 * Finds [act](https://github.com/nektos/act), which runs GitHub workflows on this machine. The first call on a machine
 * builds it, in a minute. Go keeps the executable in its build cache.
 *
 * @returns the path of the executable.
 * @throws if Go is missing.
 */
export const findAct = (): Promise<string> =>
  interruptible(async (signal) => {
    // `-n` builds the tool, and prints its path instead of running it.
    const path = await goOnPath(tmpdir(), signal).run(__dirname, "tool", "-n", "act");
    return path.trim();
  });
