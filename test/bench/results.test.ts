import assert from "node:assert/strict";
import { chart } from "../../tools/bench/chart";
import type { Results } from "../../tools/bench/compare";
import type { Sample, Variant } from "../../tools/bench/sample";
import { table } from "../../tools/bench/table";

const pulumi: Variant[] = ["textbook", "dynamic", "plugin", "yaml"];

function results(variants: Variant[], openTofu: Results["openTofu"]): Results {
  const sample = (seconds: number): Sample => {
    const cost = { wall: seconds, cpu: seconds, providerMemory: 100 };
    return { costs: { preview: cost, create: cost, "no-op": cost }, stateBytes: 1000 };
  };
  const round = Object.fromEntries(variants.map((variant, index) => [variant, sample(8 / 2 ** index)]));
  const starts = [{ plugin: 100, bare: 100 }];
  return { count: 100, pulumiVersion: "3.0.0", openTofu, variants, rounds: [round], starts, imports: [1] };
}

const withOpenTofu = results([...pulumi, "openTofu"], { version: "1.12.0", providerVersion: "1.20.0" });
const withoutOpenTofu = results(pulumi, undefined);

describe("bench results", () => {
  it("include OpenTofu if it was measured", () => {
    const text = table(withOpenTofu);
    assert.match(text, /^\| 100 send IDs .*\| plugin, YAML \| OpenTofu, restapi \|$/m);
    assert.match(text, /^\| time of a create \| 1\.00 \| 0\.50 \| 0\.25 \| 0\.13 \| 0\.06 \|$/m);
    assert.match(text, /^OpenTofu 1\.12\.0 with Mastercard\/restapi 1\.20\.0 /m);
    assert.match(chart(withOpenTofu), /<rect class="openTofu" [^>]*\/><text[^>]*>0\.06</);
  });

  it("say that OpenTofu was not measured", () => {
    const text = table(withoutOpenTofu);
    assert.match(text, /^\| 100 send IDs .*\| plugin, YAML \|$/m);
    assert.match(text, /^\| time of a create \| 1\.00 \| 0\.50 \| 0\.25 \| 0\.13 \|$/m);
    assert.match(text, /^OpenTofu .* was not measured, because it is not installed\.$/m);
    assert.doesNotMatch(chart(withoutOpenTofu), /<rect class="openTofu"|OpenTofu|NaN/);
  });
});
