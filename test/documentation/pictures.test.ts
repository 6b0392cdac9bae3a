import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultApiKey } from "pulumi-braze/emulator";
import { pages, pixelRatio, textOf } from "../../tools/pictures/pages";
import { framesOf, themes } from "../../tools/pictures/recording";
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
      for (const [, color] of svg.matchAll(/class="(c\d+)\b/g))
        assert.ok(svg.includes(`.${color} { fill:`), color);
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

describe("the frames of a recording", () => {
  const control = "\u001b";

  it("show what a terminal shows, at intervals, without the duration", async () => {
    const frames = await framesOf([
      { at: 1, text: "one\r\ntwo\r\n" },
      { at: 1.1, text: `${control}[2A${control}[1mthree${control}[0m${control}[K\r\n` },
      { at: 2, text: "2\r\n\r\nDuration: 3s\r\n" },
    ]);
    const shown = frames.map(({ at, rows }) => ({ at, rows: rows.filter((row) => row !== "") }));
    assert.deepEqual(shown, [
      {
        at: 1,
        rows: [
          '<tspan x="20" textLength="42" class="b">three</tspan>',
          '<tspan x="20" textLength="25.2">two</tspan>',
        ],
      },
      {
        at: 2,
        rows: [
          '<tspan x="20" textLength="42" class="b">three</tspan>',
          '<tspan x="20" textLength="25.2">2wo</tspan>',
        ],
      },
    ]);
  });
});
