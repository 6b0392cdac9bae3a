import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "./pages";
import { themes } from "./theme";

// Expected by test/plan/golden.test.ts from `pulumi-braze plan --format markdown`.
const plan = resolve(__dirname, "../../test/plan/expected/realistic.markdown.expected");

/** A plan as a reviewer sees it: a comment on a pull request on GitHub. */
export async function planComment(): Promise<Page> {
  const { Marked } = await import("marked");
  const markdown = readFileSync(plan, "utf8");
  const body = (await new Marked().parse(markdown)).replace(
    /<blockquote>\s*<p>\[!WARNING\]\s*/,
    '<blockquote><p class="title">Warning</p><p>',
  );
  return {
    width: 1000,
    html: `<!doctype html>
<meta charset="utf-8">
<title>A plan in a pull request</title>
<style>${style}</style>
<article><header><b>github-actions</b> <i>bot</i> commented</header><div>${body}</div></article>
`,
  };
}

const colors = ({ background, border, text, quiet, panel }: typeof themes.light) =>
  `--background: ${background}; --border: ${border}; --text: ${text}; --quiet: ${quiet}; --panel: ${panel};`;

const style = `
:root { color-scheme: light dark; ${colors(themes.light)} --warning: #9a6700; --code: #818b981f; }
@media (prefers-color-scheme: dark) { :root { ${colors(themes.dark)} --warning: #d29922; --code: #656c7633; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 8px; background: var(--background); color: var(--text); font: 14px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
article { border: 1px solid var(--border); border-radius: 6px; }
header { padding: 8px 16px; background: var(--panel); border-bottom: 1px solid var(--border); border-radius: 6px 6px 0 0; color: var(--quiet); }
header b { color: var(--text); }
header i { font-style: normal; font-size: 12px; border: 1px solid var(--border); border-radius: 2em; padding: 0 7px; }
div { padding: 16px; }
div > :first-child { margin-top: 0; }
h3 { font-size: 1.25em; line-height: 1.25; margin: 24px 0 16px; }
p, ul, table, blockquote { margin: 0 0 16px; }
table { border-collapse: collapse; display: block; width: max-content; max-width: 100%; }
th, td { padding: 6px 13px; border: 1px solid var(--border); text-align: left; }
tr:nth-child(2n) td { background: var(--panel); }
code { font: 85%/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--code); border-radius: 6px; padding: .2em .4em; white-space: break-spaces; }
blockquote { padding: 8px 16px; border-left: .25em solid var(--warning); }
blockquote .title { color: var(--warning); font-weight: 500; margin-bottom: 8px; }
blockquote ul { margin: 0; padding-left: 2em; }
sub { font-size: 75%; vertical-align: baseline; }
`;
