import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "./pages";

// Expected by test/plan/golden.test.ts from `pulumi-braze plan --format markdown`.
const plan = resolve(__dirname, "../../test/plan/expected/realistic.markdown.expected");

/** A plan as a reviewer sees it: a comment on a pull request on GitHub. */
export async function planComment(): Promise<Page> {
  const { Marked } = await import("marked");
  const markdown = readFileSync(plan, "utf8");
  const body = (await new Marked().parse(markdown)).replace(
    /<blockquote>\s*<p>\[!WARNING\]\s*(.*?)<\/blockquote>/s,
    '<div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title">Warning</p><p>$1</div>',
  );
  const github = readFileSync(require.resolve("github-markdown-css"), "utf8");
  return {
    width: 1000,
    html: `<!doctype html>
<meta charset="utf-8">
<title>A plan in a pull request</title>
<style>${github}${comment}</style>
<article class="markdown-body"><header><b>github-actions</b> <i>bot</i> commented</header><main class="markdown-body">${body}</main></article>
`,
  };
}

/** The frame of a comment, around the Markdown. */
const comment = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 8px; background: light-dark(#ffffff, #0d1117); }
.markdown-body { --fontStack-monospace: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 14px; }
article { border: 1px solid var(--borderColor-default); border-radius: 6px; }
header { padding: 8px 16px; background: var(--bgColor-muted); border-bottom: 1px solid var(--borderColor-default); border-radius: 6px 6px 0 0; color: var(--fgColor-muted); }
header b { color: var(--fgColor-default); }
header i { font-style: normal; font-size: 12px; border: 1px solid var(--borderColor-default); border-radius: 2em; padding: 0 7px; }
main { padding: 16px; border-radius: 6px; }
`;
