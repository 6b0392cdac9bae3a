import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Manifest, releaseNotes, withAbsoluteLinks, withRepository } from "./release-files";

// The first half of `npm run release:prepare`: completes the package's manifest, from which the plugin's schema is then
// generated, and its README, and writes the release notes.

const checkout = resolve(__dirname, "../..");
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_REF_NAME } = process.env;
if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_REF_NAME)
  throw new Error("This runs in the release workflow, or in npm run release:dry-run.");

const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
const file = join(checkout, "provider/package.json");
const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
writeFileSync(file, `${JSON.stringify(withRepository(manifest, address), null, 2)}\n`);
const readme = join(checkout, "provider/README.md");
writeFileSync(
  readme,
  withAbsoluteLinks(readFileSync(readme, "utf8"), `${address}/blob/${GITHUB_REF_NAME}/provider/`),
);
writeFileSync(
  join(checkout, "release-notes.md"),
  releaseNotes(readFileSync(join(checkout, "CHANGELOG.md"), "utf8"), manifest.version),
);
