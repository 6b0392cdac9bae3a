import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The folder of the package that a file belongs to. */
const packageFolder = /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+/;

/** The licenses of the packages that these files belong to, and of Node. */
export async function licensesOf(files: readonly string[]): Promise<string> {
  const packages = new Set(files.flatMap((file) => packageFolder.exec(file)?.[0] ?? []));
  const texts = await Promise.all([...packages].sort().map(licenseOf));
  return [
    `Node.js ${process.version}: https://github.com/nodejs/node/blob/${process.version}/LICENSE\n`,
    ...texts,
  ].join(`\n${"-".repeat(80)}\n\n`);
}

async function licenseOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const text = file === undefined ? "" : `\n${await readFile(join(folder, file), "utf8")}`;
  return `${name} ${version}: ${license}\n${text}`;
}
