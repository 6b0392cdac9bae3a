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
