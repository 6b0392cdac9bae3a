import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { checkout } from "./blocks";
import { markdownFiles } from "./markdown-files";

/** Hosts that are linked to. A test sends nothing there: it only sees that an address is meant. */
const hosts = [
  "www.braze.com",
  "www.pulumi.com",
  "github.com",
  "docs.github.com",
  "docs.npmjs.com",
  "docs.gitlab.com",
  "keepachangelog.com",
  "semver.org",
  "www.conventionalcommits.org",
];

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
          const { protocol, hostname } = new URL(target);
          assert.equal(protocol, "https:", target);
          assert.ok(hosts.includes(hostname), `${hostname} is not among the hosts that are linked to`);
          continue;
        }
        const [path = "", anchor] = target.split("#");
        const there = path === "" ? file : normalize(join(dirname(file), path));
        assert.ok(existsSync(join(checkout, there)), `${target} is not there`);
        if (anchor === undefined) continue;
        assert.ok(statSync(join(checkout, there)).isFile(), `${target} has an anchor in a folder`);
        assert.ok(anchors(there).includes(anchor), `${target} has no such heading`);
      }
    });
  }
});
