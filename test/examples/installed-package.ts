import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../documentation/blocks";

/** The packed package, unpacked. */
export interface InstalledPackage {
  tarball: string;
  /** A node_modules folder with the unpacked package. Everything else is linked from this checkout. */
  nodeModules: string;
  remove(): void;
}

/** Packs the package and unpacks it outside of this checkout. An installation would take 15 times as long. */
export function installPackage(): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-braze-installed-"));
  // Without scripts, which would rebuild files that other tests use.
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
      cwd: join(checkout, "provider"),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const tarball = join(folder, filename);
  const nodeModules = join(folder, "node_modules");
  const own = join(nodeModules, "pulumi-braze");
  mkdirSync(own, { recursive: true });
  execFileSync("tar", ["--extract", "--gzip", "--file", tarball, "--strip-components=1", "--directory", own]);
  for (const name of readdirSync(join(checkout, "node_modules"))) {
    if (name === "pulumi-braze" || name.startsWith(".")) continue;
    symlinkSync(join(checkout, "node_modules", name), join(nodeModules, name));
  }
  // As npm does for the executables of a package.
  const { bin } = JSON.parse(readFileSync(join(own, "package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  mkdirSync(join(nodeModules, ".bin"));
  for (const [name, file] of Object.entries(bin)) {
    chmodSync(join(own, file), 0o755);
    symlinkSync(join("../pulumi-braze", file), join(nodeModules, ".bin", name));
  }
  return { tarball, nodeModules, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
