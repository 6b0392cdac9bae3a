import { type Packed, pack } from "./packed";
import { runCommand } from "./run-command";

/** What the registry's own checkers say of the package as it would be published. */
describe("the packed package", function () {
  this.timeout(120_000);
  let packed: Packed;
  before(async () => {
    packed = await pack();
  });
  after(() => packed.remove());

  const check = (...command: string[]) =>
    runCommand("npx", ["--yes", "--prefer-offline", ...command], __dirname);

  it("passes publint", () => check("publint@0.3.25", "run", "--strict", packed.tarball));

  it("passes @arethetypeswrong/cli", () =>
    // The module that recorded states require is one object: it has no names that an ES module could import.
    check("@arethetypeswrong/cli@0.18.5", packed.tarball, "--exclude-entrypoints", "provider"));
});
