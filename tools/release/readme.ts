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
