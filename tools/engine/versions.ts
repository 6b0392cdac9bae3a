import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder whose go.mod pins the CLI. */
export const cliModule = join(__dirname, "pulumi");

/**
 * The CLI this checkout installs, and the oldest one it takes from PATH, since no older one was ever run here.
 * Read from go.mod: a version written twice is a version that disagrees with itself.
 */
export const cliVersion = pinned(/^\tgithub\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m);

/** The oldest Go that builds the CLI. */
export const goVersion = pinned(/^go (\S+)/m);

/** Whether version `a` is older than version `b`; pre-release tags are ignored. */
export function isOlder(a: string, b: string): boolean {
  const number = (version: string) => version.split(/[-+]/, 1)[0] ?? version;
  return number(a).localeCompare(number(b), "en", { numeric: true }) < 0;
}

function pinned(line: RegExp): string {
  const file = join(cliModule, "go.mod");
  const version = line.exec(readFileSync(file, "utf8"))?.[1];
  if (version === undefined) {
    throw new Error(`${file} has no line ${line}`);
  }
  return version;
}
