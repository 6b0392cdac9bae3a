import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { freePort } from "../../test/free-port";
import type { Manifest } from "./manifest";
import { startRegistry } from "./registry";

const checkout = resolve(__dirname, "../..");

interface Workflow {
  jobs: Record<"publish" | "announce", { steps: { run?: string }[] }>;
}

/** Runs the steps of the release workflow in a copy of this checkout, with a registry on this machine. */
async function dryRun(folder: string): Promise<void> {
  const copy = join(folder, "checkout");
  copyCheckout(copy);
  const { version } = JSON.parse(readFileSync(join(copy, "provider/package.json"), "utf8")) as Manifest;
  const registry = await startRegistry(folder, await freePort());
  const settings = join(folder, "npmrc");
  // npm requires a token to publish; this registry accepts any.
  writeFileSync(
    settings,
    `registry=${registry.url}\n${registry.url.slice("http:".length)}:_authToken=dry-run\n`,
  );
  const env: NodeJS.ProcessEnv = {
    ...withoutNpm(process.env),
    npm_config_userconfig: settings,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "example/pulumi-braze",
    GITHUB_REF_NAME: `v${version}`,
  };
  const run = (command: string, cwd: string) => {
    console.log(`\n$ ${command}`);
    execFileSync("bash", ["-euo", "pipefail", "-c", command], {
      cwd,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
  };
  try {
    const { jobs } = parse(readFileSync(join(copy, ".github/workflows/release.yml"), "utf8")) as Workflow;
    for (const { run: command } of jobs.publish.steps) {
      // The dependencies are linked.
      if (command === undefined || command === "npm ci --ignore-scripts") continue;
      // Only GitHub can attest a package's provenance.
      run(command.replace(" --provenance", ""), copy);
    }

    const user = join(folder, "user");
    mkdirSync(user);
    writeFileSync(join(user, "package.json"), JSON.stringify({ name: "user", private: true }));
    run(`npm install --no-audit --no-fund pulumi-braze@${version} @pulumi/pulumi@3.248.0`, user);
    run("npx --no-install pulumi-braze --help", user);
    run(`node --eval 'console.log(Object.keys(require("pulumi-braze")))'`, user);
    run(
      "node --input-type=module --eval 'import { BrazeSendId } from \"pulumi-braze\"; console.log(BrazeSendId.name)'",
      user,
    );
    run(`npm view pulumi-braze@${version} repository.url homepage bugs.url`, user);
    run("grep --only-matching --extended-regexp '\\]\\([^)]+\\)' node_modules/pulumi-braze/README.md", user);
  } finally {
    await registry.close();
  }
  console.log(`\nRelease notes of ${version}:\n\n${readFileSync(join(copy, "release-notes.md"), "utf8")}`);
  console.log("The dry run succeeded. Nothing was published.");
}

/** Copies all files that Git does not ignore, with the dependencies linked. */
function copyCheckout(copy: string): void {
  const files = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"],
    {
      cwd: checkout,
      encoding: "utf8",
    },
  );
  for (const file of files.split("\0").filter(Boolean)) cpSync(join(checkout, file), join(copy, file));
  symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"));
  // The commit of a release names the version in the changelog.
  const changelog = join(copy, "CHANGELOG.md");
  const { version } = JSON.parse(readFileSync(join(copy, "provider/package.json"), "utf8")) as Manifest;
  writeFileSync(changelog, readFileSync(changelog, "utf8").replace(/^## Unreleased$/m, `## ${version}`));
}

/** npm passes its settings to the processes that its scripts start. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name)),
  );
}

const folder = mkdtempSync(join(tmpdir(), "pulumi-braze-release-"));
dryRun(folder)
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
