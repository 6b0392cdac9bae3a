/**
 * Writes each generated file of this checkout. With `--check`, it writes nothing, and fails if one is out of date.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { resources } from "../provider/src/resources/resources";
import { pluginSchema } from "./generate/plugin-schema";
import { makeReference, updateExamples, updateSettings } from "./generate/reference";
import {
  argsFile,
  functionTypes,
  nativeFunctions,
  outputsFile,
  programFunctions,
  providerArgs,
} from "./generate/typescript";

const checkout = resolve(__dirname, "..");

/** The name of a class in the form of a file name, such as `braze-send-id`. */
function fileName(className: string): string {
  return className.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();
}

/** The generated files, each with what makes it from the code, or from the code and its current text. */
const files: Record<string, (current: string) => string | Promise<string>> = {
  ...Object.fromEntries(
    resources.flatMap((resource) => [
      [`provider/src/program/${fileName(resource.className)}-args.ts`, () => argsFile(resource)],
      [`provider/src/program/${fileName(resource.className)}-outputs.ts`, () => outputsFile(resource)],
    ]),
  ),
  "provider/src/program/provider-args.ts": providerArgs,
  "provider/src/program/function-types.ts": functionTypes,
  "provider/src/program/functions.ts": programFunctions,
  "provider/src/program/native-functions.ts": nativeFunctions,
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
