import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultApiKey } from "pulumi-braze/emulator";
import { dataFlowSvg } from "../../tools/pictures/data-flow";
import { lifeCycleSvg } from "../../tools/pictures/life-cycle";
import { Screen } from "../../tools/pictures/screen";
import { themes } from "../../tools/pictures/theme";
import { checkout } from "./blocks";

const picture = (name: string) => readFileSync(join(checkout, ".github/pictures", name), "utf8");
const titleOf = (name: string) => /<title>(.*)<\/title>/.exec(picture(name))?.[1] ?? "";
const diagrams = { "data-flow": dataFlowSvg, "life-cycle": lifeCycleSvg };

describe("the pictures", () => {
  for (const [name, theme] of Object.entries(themes)) {
    for (const [diagram, draw] of Object.entries(diagrams)) {
      const file = `${diagram}-${name}.svg`;
      it(`${file} is what the script draws`, () => assert.equal(picture(file), draw(titleOf(file), theme)));
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

  it("draws over what was there", () =>
    assert.deepEqual(shown("one\r\ntwo\r\n", "\u001b[2Athree\u001b[K\r\n", "2\r\n"), ["three", "2wo", ""]));

  it("puts together a sequence that came in two parts", () =>
    assert.deepEqual(shown("a\u001b", "[1", "mb\u001b[0m"), ["ab"]));

  it("refuses what it does not know", () => assert.throws(() => shown("\u001b[5Z"), /is not known/));
});
