import assert from "node:assert/strict";
import { stateSize } from "../../tools/bench/measure";
import { type Results, report } from "../../tools/bench/results";
import type { Variant } from "../../tools/bench/variants";

const pulumi: Variant[] = ["textbook", "dynamic", "plugin", "yaml", "floor"];

/** Each variant takes half as long as the one before. */
function results(measured: Variant[], openTofu: Results["openTofu"]): Results {
  const rounds = [1, 2, 3].map((slowness) =>
    Object.fromEntries(
      measured.map((variant, index) => {
        const time = (8 * slowness) / 2 ** index;
        return [
          variant,
          { preview: time, create: time, noOp: time, createCpu: time, memory: 100, state: 1000 },
        ];
      }),
    ),
  );
  return { count: 100, engine: "Pulumi 3.0.0", openTofu, rounds };
}

describe("the bench's report", () => {
  it("has a row for each variant, with the times as ratios, and says what is not measured", () => {
    const text = report(results(pulumi, undefined));
    assert.match(text, /^\| 100 send IDs \| preview \| create \| no-op \|/m);
    assert.match(
      text,
      /^\| plugin, JavaScript \| 0\.25 \| 0\.25 \| 0\.25 \| 0\.25 \| 100 MB \| 1000 bytes \|$/m,
    );
    assert.match(text, /^\| plugin that only responds, YAML \| 0\.06 /m);
    assert.match(text, /whose create took 16\.0 s: medians of 3 rounds.*, Pulumi 3\.0\.0, /);
    assert.match(text, /^OpenTofu .* was not measured, because it is not installed\.$/m);
    assert.doesNotMatch(text, /\| OpenTofu|NaN/);
  });

  it("has a row for OpenTofu if it was measured", () => {
    const text = report(results([...pulumi, "openTofu"], "OpenTofu 1.12.0 with Mastercard/restapi 1.20.0"));
    assert.match(text, /^\| OpenTofu, restapi \| 0\.03 /m);
    assert.match(text, /^OpenTofu 1\.12\.0 with Mastercard\/restapi 1\.20\.0 /m);
  });

  it("says which goals are met", () => {
    const text = report(results(pulumi, undefined));
    assert.match(text, /^- create, plugin, YAML \/ textbook dynamic provider: 0\.13, at most 0\.45: met$/m);
    assert.match(
      text,
      /^- create, plugin, YAML \/ plugin that only .*: 2\.00, at most 1\.15: \*\*missed\*\*$/m,
    );
    assert.match(text, /^- state per send ID, plugin, YAML: 1000 bytes, at most 700: \*\*missed\*\*$/m);
  });

  it("does not count what the engine adds to the state", () => {
    const recorded = { id: "a", outputs: { sendId: "b" } };
    const added = { sourcePosition: "project:///index.ts#1", stackTrace: [{ sourcePosition: "c" }] };
    assert.equal(stateSize([{ ...recorded, ...added }]), JSON.stringify([recorded]).length);
  });
});
