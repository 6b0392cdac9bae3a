import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultApiKey } from "pulumi-braze/emulator";
import { pages } from "../../tools/pictures/pictures";
import { Screen } from "../../tools/pictures/screen";
import { pixelRatio, textOf } from "../../tools/pictures/screenshot";
import { themes } from "../../tools/pictures/theme";
import { checkout } from "./blocks";

const folder = join(checkout, ".github/pictures");
const picture = (name: string) => readFileSync(join(folder, name), "utf8");
const outdated = (name: string) => `it is out of date; run: npx ts-node -T tools/pictures/write.ts ${name}`;

describe("the pictures", () => {
  for (const name of Object.keys(themes)) {
    for (const [page, render] of Object.entries(pages)) {
      const file = `${page}-${name}.png`;
      it(`${file} shows the text of the current page`, async () => {
        const current = await render();
        assert.deepEqual(JSON.parse(picture("pages.json"))[page], textOf(current), outdated(page));
        // The width is the fifth word of a PNG file.
        assert.equal(readFileSync(join(folder, file)).readUInt32BE(16), pixelRatio * current.width);
      });
    }

    it(`first-send-ids-${name}.svg shows a run to its end, without a key or a path`, () => {
      const svg = picture(`first-send-ids-${name}.svg`);
      const end = [...svg.matchAll(/<text[^>]* class="last".*<\/text>/g)].join("\n").replace(/<[^>]+>/g, "");
      assert.match(end, /\+ 3 to create.*\+ 3 created.*3 unchanged/s);
      assert.match(end, /winter-sale-2026/);
      for (const secret of [defaultApiKey, "/tmp/", "/home/"]) assert.ok(!svg.includes(secret));
    });
  }

  it("are of one run, in both themes", () => {
    const words = (name: string) =>
      picture(name)
        .replace(/<style>.*?<\/style>/s, "")
        .replace(/<rect[^>]*>/, "");
    assert.equal(words("first-send-ids-light.svg"), words("first-send-ids-dark.svg"));
  });
});

describe("the screen of a recording", () => {
  const shown = (...chunks: string[]) => {
    const screen = new Screen();
    for (const chunk of chunks) screen.write(chunk);
    return screen.lines().map((runs) => runs.map(({ text }) => text).join(""));
  };

  it("overwrites what it shows", () =>
    assert.deepEqual(shown("one\r\ntwo\r\n", "\u001b[2Athree\u001b[K\r\n", "2\r\n"), ["three", "2wo", ""]));

  it("joins a control sequence that arrives in two parts", () =>
    assert.deepEqual(shown("a\u001b", "[1", "mb\u001b[0m"), ["ab"]));

  it("rejects an unknown control sequence", () =>
    assert.throws(() => shown("\u001b[5Z"), /is not supported/));
});
