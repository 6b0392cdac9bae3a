import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder whose go.mod pins the CLI. */
export const cliModule = join(__dirname, "pulumi");

/**
 * The version of the CLI that this checkout installs, and the oldest one that it accepts on PATH. Read from go.mod, where
 * Dependabot updates it.
 */
export const cliVersion = pinned(/^\tgithub\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m);

/** The oldest version of Go that builds the CLI. */
export const goVersion = pinned(/^go (\S+)/m);

/** Whether version `a` is older than version `b`; pre-release tags are ignored. */
export function isOlder(a: string, b: string): boolean {
  const number = (version: string) => version.split(/[-+]/, 1)[0] ?? version;
  return number(a).localeCompare(number(b), "en", { numeric: true }) < 0;
}

function pinned(line: RegExp): string {
  const file = join(cliModule, "go.mod");
  const version = line.exec(readFileSync(file, "utf8"))?.[1];
  if (version === undefined) throw new Error(`${file} has no line ${line}`);
  return version;
}
