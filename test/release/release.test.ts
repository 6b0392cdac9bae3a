import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { withAbsoluteLinks } from "../../tools/release/readme";
import { releaseNotes } from "../../tools/release/release-notes";
import { checkout } from "../documentation/blocks";
import { runCommand } from "../installed/run-command";

describe("the release", () => {
  it("publishes a package that installs, the plugin, and the SDKs", async function () {
    // Most of the time, the registry fetches dependencies. On a new machine, the generator of the SDKs is compiled first.
    this.timeout(900_000);
    const output = await runCommand("npm", ["run", "--silent", "release:dry-run"], checkout);
    assert.match(output, /^\+ pulumi-braze@\d+\.\d+\.\d+$/m);
    assert.match(output, /^\[ 'BrazeSendId' \]$/m);
    assert.match(output, /^BrazeSendId$/m);
    const address = String.raw`http://127\.0\.0\.1:\d+/example/pulumi-braze`;
    const downloads = String.raw`${address}/releases/download/v\$\{VERSION\}`;
    for (const line of [
      String.raw`repository\.url = 'git\+${address}\.git'`,
      `homepage = '${address}#readme'`,
      `bugs\\.url = '${address}/issues'`,
      `pluginDownloadURL = '${downloads}'`,
      `"pluginDownloadURL": "${downloads}",`,
      String.raw`pulumi-resource-braze-v\d+\.\d+\.\d+-[a-z]+-(amd64|arm64)\.tar\.gz: OK`,
      String.raw`pulumi_braze-\d+\.\d+\.\d+-py3-none-any\.whl: OK`,
      String.raw`pulumi_braze-\d+\.\d+\.\d+\.tar\.gz: OK`,
      String.raw`pulumi-braze-go-sdk-v\d+\.\d+\.\d+\.tar\.gz: OK`,
      String.raw`braze +resource +\d+\.\d+\.\d+ .*`,
    ])
      assert.match(output, new RegExp(`^ *${line}$`, "m"));
    const links = output.match(/^\]\(.*\)$/gm) ?? [];
    assert.ok(links.some((link) => /\/blob\/v\d+\.\d+\.\d+\/docs\/getting-started\.md\)$/.test(link)));
    for (const link of links) assert.match(link, /^\]\(https?:\/\//);
    // The engine downloads the plugin from the address in the package.
    assert.match(output, /Downloading provider: braze/);
    assert.match(output, /\+ {2}braze:index:SendId winter-sale create.*\+ 2 to create/s);
    assert.match(output, /^Release notes of .+:\n\n.*\S.*Nothing was published\.$/ms);
  });

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
