/** The parts of `package.json` that a release changes. */
export interface Manifest {
  version: string;
  repository?: { type: "git"; url: string; directory: string };
  homepage?: string;
  bugs?: { url: string };
  pluginDownloadURL?: string;
}

/**
 * Adds the addresses of the repository, which npm's provenance compares with the repository that publishes the package, and
 * of the plugin's archives. The schema and `pulumi-braze/native` take the latter from here.
 *
 * @param address the repository's address, such as `https://github.com/OWNER/NAME`.
 * @see https://docs.npmjs.com/generating-provenance-statements
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/publishing-packages/
 */
export function withRepository<T extends Manifest>(manifest: T, address: string): T & Required<Manifest> {
  return {
    ...manifest,
    repository: { type: "git", url: `git+${address}.git`, directory: "provider" },
    homepage: `${address}#readme`,
    bugs: { url: `${address}/issues` },
    // Pulumi fills in the version. Its `github://` form would count toward the rate limit of GitHub's API.
    pluginDownloadURL: `${address}/releases/download/v\${VERSION}`,
  };
}

/**
 * Makes the relative links of a Markdown file absolute, for a place without the repository's other files.
 *
 * @param folder the URL of the file's folder, such as `https://github.com/OWNER/NAME/blob/v0.1.0/provider/`.
 */
export function withAbsoluteLinks(markdown: string, folder: string): string {
  return markdown.replace(/^```.*?^```$|\]\(([^)\s]+)\)/gms, (found, target?: string) =>
    target === undefined || target.startsWith("#") ? found : `](${new URL(target, folder)})`,
  );
}

/**
 * The section of a version in the changelog, without its heading.
 *
 * @throws if the changelog has no such section, or an empty one.
 */
export function releaseNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`${version}\n`) || text.startsWith(`${version} `));
  const notes = section?.slice(section.indexOf("\n")).trim();
  if (!notes) throw new Error(`CHANGELOG.md has no notes under "## ${version}".`);
  return `${notes}\n`;
}
