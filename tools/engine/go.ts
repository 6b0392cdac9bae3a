import type { Steps } from "../steps";
import { executableOnPath } from "./executables";

/** Runs Go in a module's folder and resolves to its output. */
export type Go = (module: string, ...args: string[]) => Promise<string>;

/** Environment variables for reproducible builds. Builds with the same settings share the packages that Go has compiled. */
export const goSettings = {
  CGO_ENABLED: "0",
  GOFLAGS: "-mod=readonly -buildvcs=false -trimpath",
  GOWORK: "off",
};

/** The Go on PATH, configured for reproducible builds that keep their temporary files in `work`. */
export function goOnPath(work: string, { run }: Steps): { path: string; run: Go } {
  if (process.platform === "win32") throw new Error("not supported on Windows");
  const path = executableOnPath("go");
  if (path === undefined) throw new Error("no go on PATH");
  const env = { ...goSettings, GOTMPDIR: work };
  return { path, run: (cwd, ...args) => run(path, args, { cwd, env }) };
}
