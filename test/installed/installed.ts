import { type Combination, nameOf } from "./combinations";
import { nodeBinaries } from "./node-binaries";
import { type Packed, pack } from "./packed";
import { verifyInstallation } from "./verify-installation";

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
        await verifyInstallation(combination, packed.tarball, folderOf);
      });
    }
  });
}
