import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { version } from "../../provider/package.json";
import { releaseNotes, withAbsoluteLinks } from "./release-files";

// The first half of `npm run release:prepare`: completes the package's manifest, from which the plugin's schema is then
// generated, and its README, and writes the release notes.

const checkout = resolve(__dirname, "../..");
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_REF_NAME } = process.env;
if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_REF_NAME)
  throw new Error("This runs in the release workflow, or in npm run release:dry-run.");

const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;

const read = (file: string) => readFileSync(join(checkout, file), "utf8");
const write = (file: string, text: string) => writeFileSync(join(checkout, file), text);

/**
 * The addresses of the repository, which npm's provenance compares with the repository that publishes the package, and of the
 * plugin's archives. The schema and `pulumi-braze/native` take the latter from the manifest.
 *
 * @see https://docs.npmjs.com/generating-provenance-statements
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/publishing-packages/
 */
const addresses = {
  repository: { type: "git", url: `git+${address}.git`, directory: "provider" },
  homepage: `${address}#readme`,
  bugs: { url: `${address}/issues` },
  // Pulumi fills in the version. Its `github://` form would count toward the rate limit of GitHub's API.
  pluginDownloadURL: `${address}/releases/download/v\${VERSION}`,
};

const manifest = { ...JSON.parse(read("provider/package.json")), ...addresses };
write("provider/package.json", `${JSON.stringify(manifest, null, 2)}\n`);
write(
  "provider/README.md",
  withAbsoluteLinks(read("provider/README.md"), `${address}/blob/${GITHUB_REF_NAME}/provider/`),
);
write("release-notes.md", releaseNotes(read("CHANGELOG.md"), version));
