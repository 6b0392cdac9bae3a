import { type Combination, nameOf } from "./combinations";
import { expectWorks } from "./expect-works";
import { nodeBinaries } from "./node-binaries";
import { type Packed, pack } from "./packed";

/** Declares a test for each combination. */
export function testInstalled(combinations: Combination[]): void {
  describe("the packed package, installed", () => {
    let packed: Packed;
    let folderOf: Awaited<ReturnType<typeof nodeBinaries>>;

    before(async function () {
      this.timeout(300_000);
      [packed, folderOf] = await Promise.all([pack(), nodeBinaries(combinations.map(({ node }) => node))]);
    });
    after(() => packed.remove());

    for (const combination of combinations) {
      it(`creates once: ${nameOf(combination)}`, async function () {
        this.timeout(300_000);
        await expectWorks(combination, packed.tarball, folderOf);
      });
    }
  });
}
