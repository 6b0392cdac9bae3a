import { type Packed, pack } from "./packed";
import { runCommand } from "./run-command";

/** Checks the package as it would be published, with publint and @arethetypeswrong/cli. */
describe("the packed package", () => {
  let packed: Packed;
  before(async () => {
    packed = await pack();
  });
  after(() => packed.remove());

  const check = (...command: string[]) =>
    runCommand("npx", ["--yes", "--prefer-offline", ...command], __dirname);

  it("passes publint", () => check("publint@0.3.25", "run", "--strict", packed.tarball));

  it("passes @arethetypeswrong/cli", () =>
    // The module that recorded states load exports one object, so an ES module cannot import names from it.
    check("@arethetypeswrong/cli@0.18.5", packed.tarball, "--exclude-entrypoints", "provider"));
});
