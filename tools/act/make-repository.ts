import { execFileSync } from "node:child_process";

/** Makes a folder a Git repository in which its files are committed. */
export function makeRepository(folder: string, branch = "main"): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "--quiet", `--initial-branch=${branch}`);
  git("config", "user.name", "Contributor");
  git("config", "user.email", "contributor@example.com");
  git("add", ".");
  git("commit", "--quiet", "--message=Initial commit");
}
