import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { releaseNotes, withAbsoluteLinks } from "../../tools/release/release-files";
import { checkout } from "../documentation/blocks";

describe("the release workflow", () => {
  it("runs no install scripts where it can publish", () => {
    const { jobs } = parse(readFileSync(join(checkout, ".github/workflows/release.yml"), "utf8")) as {
      jobs: Record<string, { permissions?: Record<string, string>; steps: { run?: string }[] }>;
    };
    const trusted = Object.values(jobs).filter(({ permissions = {} }) =>
      Object.values(permissions).includes("write"),
    );
    assert.ok(trusted.length > 0);
    for (const { run = "" } of trusted.flatMap(({ steps }) => steps))
      for (const command of run.match(/npm (?:ci|install|publish).*/g) ?? [])
        assert.match(command, / --ignore-scripts\b/);
  });

  it("makes relative links absolute, except for anchors and links in code", () => {
    const markdown =
      "[a](../docs/a.md#b), [c](#c), [d](https://example.com/d), [e](E.md)\n```ts\nf[0](g);\n```\n";
    assert.equal(
      withAbsoluteLinks(markdown, "https://github.com/o/n/blob/v1.0.0/provider/"),
      markdown
        .replace("../docs", "https://github.com/o/n/blob/v1.0.0/docs")
        .replace("E.md", "https://github.com/o/n/blob/v1.0.0/provider/E.md"),
    );
  });

  it("takes its notes from the changelog's section of the version", () => {
    const changelog = "# Changes\n\n## 1.1.0 (2030-01-02)\n\n### Added\n\n- A\n\n## 1.0.0\n\n- B\n";
    assert.equal(releaseNotes(changelog, "1.1.0"), "### Added\n\n- A\n");
    assert.equal(releaseNotes(changelog, "1.0.0"), "- B\n");
    assert.throws(() => releaseNotes(changelog, "1.0"), /no notes under "## 1\.0"/);
    assert.throws(() => releaseNotes("## 1.0.0\n\n## 0.9.0\n\n- C\n", "1.0.0"), /no notes/);
  });
});
