import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { makeRepository } from "../../tools/act/run-workflow";
import type { Runner } from "./runner";
import { example } from "./workflows";

/** The content of files, by name. */
export type Files = Record<string, string | Buffer>;

/**
 * Makes a Git repository of the example.
 *
 * @param files those that are added or changed.
 * @returns its folder.
 */
export function createRepository({ home }: Runner, files: Files = {}, branch = "main"): string {
  const folder = mkdtempSync(join(home, "repository-"));
  cpSync(example, folder, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  makeRepository(folder, branch);
  const origin = "https://forge.example/shop/campaigns.git";
  execFileSync("git", ["remote", "add", "origin", origin], { cwd: folder });
  return folder;
}

const seasons = 'const seasons = ["spring-2026", "summer-2026"';

/** The example's program, with a third send ID. */
export const program = readFileSync(join(example, "index.ts"), "utf8").replace(
  seasons,
  `${seasons}, "autumn-2026"`,
);

/** The same, with a hundred more than that. */
export const tooMany = program.replace(
  seasons,
  `const seasons = [...Array.from({ length: 100 }, (_, index) => String(index)), "spring-2026", "summer-2026"`,
);

/** A program that cannot be previewed. */
export const failing = 'throw new Error("no such season");';
