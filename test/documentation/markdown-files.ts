import { execFileSync } from "node:child_process";
import { checkout } from "./blocks";

/** Every Markdown file of this checkout, including those that are not committed yet. */
export const markdownFiles = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "*.md"],
  { cwd: checkout, encoding: "utf8" },
)
  .split("\n")
  .filter((file) => file !== "");
