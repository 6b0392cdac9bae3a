import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];

/** The executable `name` in `folder`. */
export function executableIn(folder: string, name: string): string | undefined {
  return suffixes.map((suffix) => join(folder, name + suffix)).find(isExecutable);
}

/** The executable that a shell would run for `name`. */
export function executableOnPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const found = folder === "" ? undefined : executableIn(resolve(folder), name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
