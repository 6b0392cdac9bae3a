/**
 * Writes each generated file of this checkout. With `--check`, it writes nothing, and fails if one is out of date.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { sendIdArgs } from "./generate-arguments";
import { pluginSchema, providerArgs } from "./generate-plugin";
import { makeReference, updateExamples, updateSettings } from "./reference/reference";

const checkout = resolve(__dirname, "..");

/** The generated files, each with what makes it from the code, or from the code and its current text. */
const files: Record<string, (current: string) => string | Promise<string>> = {
  "provider/src/resource/braze-send-id-args.ts": sendIdArgs,
  "provider/src/resource/provider-args.ts": providerArgs,
  "provider/schema.json": pluginSchema,
  "provider/REFERENCE.md": makeReference,
  "docs/configuration.md": updateSettings,
  "docs/installation-configuration.md": updateSettings,
  "docs/_index.md": updateExamples,
};

/** A text as the formatter writes it, if it formats such a file. */
function formatted(file: string, text: string): string {
  if (!/\.(ts|json)$/.test(file)) return text;
  const biome = [require.resolve("@biomejs/biome/bin/biome"), "format", `--stdin-file-path=${file}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, biome, {
    cwd: checkout,
    input: text,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${file} cannot be formatted: ${stderr}`);
  return stdout;
}

async function main() {
  const isCheck = process.argv.includes("--check");
  for (const [file, make] of Object.entries(files)) {
    const path = resolve(checkout, file);
    const current = readFileSync(path, "utf8");
    const text = formatted(file, await make(current));
    if (text === current) continue;
    if (isCheck) {
      console.error(`${file} is out of date. Run: npm run generate`);
      process.exitCode = 1;
    } else writeFileSync(path, text);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
