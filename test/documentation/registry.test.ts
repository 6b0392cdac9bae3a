import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as schema from "../../provider/schema.json";
import { checkout } from "./blocks";

/**
 * The pages that the Pulumi Registry takes from this repository.
 *
 * @see https://github.com/pulumi/registry#publishing-a-community-package-on-the-registry
 * @see https://github.com/pulumi/registry/blob/master/tools/resourcedocsgen/cmd/metadata.go
 */
const categories = ["cloud", "database", "infrastructure", "monitoring", "network", "utility", "vcs"];

describe("the Pulumi Registry: provider/schema.json", () => {
  it("names the package, its version, its publisher, and a known category", () => {
    // The registry expects the repository's name without `pulumi-`.
    assert.equal(schema.name, "braze");
    assert.match(schema.version, /^\d+\.\d+\.\d+$/);
    for (const text of [schema.publisher, schema.displayName, schema.description]) assert.ok(text);
    const [category, ...others] = schema.keywords.filter((keyword) => keyword.startsWith("category/"));
    assert.ok(categories.includes(category?.replace("category/", "") ?? ""), category);
    assert.deepEqual(others, []);
  });
});

for (const name of ["_index.md", "installation-configuration.md"]) {
  const page = readFileSync(join(checkout, "docs", name), "utf8");
  const [, frontMatter = "", body = ""] = /^---\n(.*?\n)---\n(.*)$/s.exec(page) ?? [];
  const prose = body.replace(/^```.*?^```$/gms, "");

  describe(`the Pulumi Registry: docs/${name}`, () => {
    it("has a title, a description of the length that search engines show, and the package layout", () => {
      const { title, meta_desc, layout, ...others } = parse(frontMatter) as Record<string, string>;
      assert.ok(title && title.length <= 60);
      assert.ok(meta_desc && meta_desc.length >= 50 && meta_desc.length <= 160);
      assert.equal(layout, "package");
      assert.deepEqual(others, {});
    });

    it("has no shortcode in a code block, where it would run", () => {
      const code = body.match(/^```.*?^```$/gms) ?? [];
      assert.ok(code.length > 0);
      for (const block of code) assert.doesNotMatch(block, /\{\{\s*[<%]/);
    });

    it("closes each shortcode, and writes it without a space that Hugo rejects", () => {
      const open: string[] = [];
      for (const [shortcode] of prose.matchAll(/\{\{.*?\}\}/g)) {
        const {
          marker = "",
          slash = "",
          shortcodeName = "",
        } = /^\{\{(?<marker>[<%]) (?<slash>\/?)(?<shortcodeName>chooser|choosable)\b[^{}]* [>%]\}\}$/.exec(
          shortcode,
        )?.groups ?? assert.fail(`${shortcode} is not known`);
        assert.equal(marker, shortcodeName === "chooser" ? "<" : "%", shortcode);
        if (slash === "") open.push(shortcodeName);
        else assert.equal(open.pop(), shortcodeName, shortcode);
      }
      assert.deepEqual(open, []);
    });

    it("has one example for each language that a chooser offers", () => {
      for (const [, languages = "", choices = ""] of body.matchAll(
        /\{\{< chooser language "(.*?)" >\}\}\n(.*?)\{\{< \/chooser >\}\}/gs,
      )) {
        const choice =
          /\{\{% choosable language (\w+) %\}\}\n\n```(\w+)\n.*?^```\n\n\{\{% \/choosable %\}\}\n/gms;
        const offered = [...choices.matchAll(choice)].map(([, language, block]) => [language, block]);
        assert.deepEqual(
          offered,
          languages.split(",").map((language) => [language, language]),
        );
        assert.equal(choices.replace(choice, ""), "");
      }
    });

    it("links to complete URLs, because it is shown at another place", () => {
      for (const [, target = ""] of prose.matchAll(/\]\((.*?)\)/g)) assert.match(target, /^https:\/\//);
    });
  });
}
