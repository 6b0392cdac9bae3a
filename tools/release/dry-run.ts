import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { version } from "../../provider/package.json";
import { makeRepository, runWorkflow } from "../act/run-workflow";
import { isolatedEnvironment } from "../isolated-environment";
import { runScript } from "../steps";
import { serveFolder, startRegistry } from "./servers";

const checkout = resolve(__dirname, "../..");

/** Replaces GitHub's CLI: the release is the folder `$RELEASE`. What was built is kept in `$COPY`. */
const gh = `#!/usr/bin/env bash
set -euo pipefail
case "$2" in
  create) cp "\${@: -1}" "$COPY" ;;
  upload)
    cp "\${@:5}" "$RELEASE"
    [ ! -d dist ] || cp -R dist "$COPY"
    ;;
  download) cp "$RELEASE"/* . ;;
esac
`;

/**
 * Replaces npm where it takes long and shows nothing new: dependencies are linked, and the tests are not run. Only GitHub can
 * attest a package's provenance.
 */
const npm = `#!/usr/bin/env bash
set -euo pipefail
case "$*" in
  ci*) exec ln -sfn "$DEPENDENCIES" node_modules ;;
  test | "run test:release" | "run check" | "run simulate" | "run mutation") exit ;;
esac
args=()
for arg; do [ "$arg" = --provenance ] || args+=("$arg"); done
PATH=\${PATH#*:} exec npm "\${args[@]}"
`;

/**
 * Runs the release workflow in a copy of this checkout, with a registry and a release on this machine, and installs from them
 * as a user would.
 *
 * @param folder an empty folder, in which `checkout` is the copy, with what was built, and `release` contains the files of the
 *   release.
 */
async function dryRun(folder: string): Promise<void> {
  const copy = join(folder, "checkout");
  copyCheckout(copy);
  makeRepository(copy);
  const release = join(folder, "release");
  const bin = join(folder, "bin");
  const user = join(folder, "user");
  for (const made of [release, bin, user]) mkdirSync(made);
  for (const [name, text] of Object.entries({ gh, npm }))
    writeFileSync(join(bin, name), text, { mode: 0o755 });
  const registry = await startRegistry("pulumi-braze");
  const page = await serveFolder(release);
  const settings = join(folder, "npmrc");
  // npm requires a token to publish; this registry accepts any.
  writeFileSync(
    settings,
    `registry=${registry.url}\n${registry.url.slice("http:".length)}/:_authToken=dry-run\n`,
  );
  const env: NodeJS.ProcessEnv = {
    ...withoutNpm(await isolatedEnvironment(folder)),
    npm_config_userconfig: settings,
  };
  const run = async (command: string, cwd: string) => {
    console.log(`\n$ ${command}`);
    const shell = spawn("bash", ["-euo", "pipefail", "-c", command], {
      cwd,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code] = await once(shell, "close");
    if (code !== 0) throw new Error(`Exit code ${code}: ${command}`);
  };
  try {
    const { jobs } = await runWorkflow({
      runner: {
        home: folder,
        env: {
          ...env,
          PATH: [bin, env.PATH].join(delimiter),
          RELEASE: release,
          COPY: copy,
          DEPENDENCIES: join(checkout, "node_modules"),
        },
      },
      repository: copy,
      workflow: join(copy, ".github/workflows/release.yml"),
      event: "push",
      payload: { ref: `refs/tags/v${version}` },
      env: { GITHUB_SERVER_URL: page.url, GITHUB_REPOSITORY: "example/pulumi-braze" },
      // This machine takes the place of one of those that make the plugin's archives.
      matrix: { os: "ubuntu-24.04" },
      print: console.log,
    });
    // The last job needs all others.
    if (jobs.announce !== "success") throw new Error("The release workflow failed.");

    await run("sha256sum --check SHA256SUMS", release);
    writeFileSync(join(user, "package.json"), JSON.stringify({ name: "user", private: true }));
    // Pulumi's SDK takes half a minute to install. It is linked.
    await run(`npm install --no-audit --no-fund --legacy-peer-deps pulumi-braze@${version}`, user);
    symlinkSync(join(checkout, "node_modules/@pulumi"), join(user, "node_modules/@pulumi"));
    await run("npx --no-install pulumi-braze --help", user);
    await run(`node --eval 'console.log(Object.keys(require("pulumi-braze")))'`, user);
    await run(
      "node --input-type=module --eval 'import { BrazeSendId } from \"pulumi-braze\"; console.log(BrazeSendId.name)'",
      user,
    );
    await run(`npm view pulumi-braze@${version} repository.url homepage bugs.url pluginDownloadURL`, user);
    await run(
      "grep --only-matching --extended-regexp '\\]\\([^)]+\\)' node_modules/pulumi-braze/README.md",
      user,
    );

    const downloads = `${page.url}/example/pulumi-braze/releases/download/v${version}`;
    await run(`pulumi plugin install resource braze ${version} --server ${downloads}`, user);
    await run("pulumi plugin ls", user);
    await run(`pulumi package get-schema braze@${version} | grep pluginDownloadURL`, user);
    // Without the plugin, the package says where the engine finds it.
    await run("pulumi plugin rm resource braze --yes", user);
    writeFileSync(join(user, "Pulumi.yaml"), "name: user\nruntime: nodejs\n");
    writeFileSync(
      join(user, "index.js"),
      `const { BrazeSendId } = require("pulumi-braze/native");
new BrazeSendId("winter-sale", { campaignId: "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3", sendId: "winter-sale" });\n`,
    );
    await run("pulumi stack init dev && pulumi preview", user);
  } finally {
    page.close();
    registry.close();
  }
  console.log(`\nRelease notes of ${version}:\n\n${readFileSync(join(copy, "release-notes.md"), "utf8")}`);
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
  writeFileSync(changelog, readFileSync(changelog, "utf8").replace(/^## Unreleased$/m, `## ${version}`));
}

/** npm passes its settings to the processes that its scripts start. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name)),
  );
}

// `npm run release:dry-run -- [FOLDER]`: keeps what it makes in FOLDER, to look at or to install.
runScript("release", async () => {
  const [kept] = process.argv.slice(2);
  const folder = kept === undefined ? mkdtempSync(join(tmpdir(), "pulumi-braze-release-")) : resolve(kept);
  try {
    await dryRun(folder);
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
  return ["The dry run succeeded. Nothing was published."];
});
