import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { checkout } from "./blocks";
import { markdownFiles } from "./markdown-files";

const withoutCode = (markdown: string) => markdown.replace(/^```.*?^```$/gms, "").replace(/`[^`\n]*`/g, "");

/** Where links, pictures and their sources point. */
function targets(file: string): string[] {
  const markdown = withoutCode(readFileSync(join(checkout, file), "utf8"));
  return [
    ...[...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target),
    ...[...markdown.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, target = ""]) => target),
  ];
}

/** The anchors that GitHub gives to headings. */
function anchors(file: string): string[] {
  const markdown = readFileSync(join(checkout, file), "utf8").replace(/^```.*?^```$/gms, "");
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the links of every Markdown file", () => {
  for (const file of markdownFiles) {
    const all = targets(file);
    if (all.length === 0) continue;
    it(file, () => {
      for (const target of all) {
        if (/^[a-z]+:/.test(target)) {
          assert.equal(new URL(target).protocol, "https:", target);
          continue;
        }
        const [path = "", anchor] = target.split("#");
        const linked = path === "" ? file : normalize(join(dirname(file), path));
        assert.ok(existsSync(join(checkout, linked)), `${target} does not exist`);
        if (anchor === undefined) continue;
        assert.ok(statSync(join(checkout, linked)).isFile(), `${target} has an anchor in a folder`);
        assert.ok(anchors(linked).includes(anchor), `${target} has no such heading`);
      }
    });
  }
});

describe("README.md", () => {
  it("links to every page of the documentation", () => {
    const linked = targets("README.md");
    assert.deepEqual(
      markdownFiles.filter((file) => /^docs\/[^/]+$/.test(file) && !linked.includes(file)),
      [],
    );
  });

  it("has at most 150 lines", () =>
    assert.ok(readFileSync(join(checkout, "README.md"), "utf8").trimEnd().split("\n").length <= 150));
});
