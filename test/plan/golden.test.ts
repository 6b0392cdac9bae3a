import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { toPlanText } from "../../provider/src/plan/plan-as-text";
import { planSchema } from "../../provider/src/plan/plan-schema";
import { type Change, changes } from "./programs";
import { expectation, formats, planFor, recorded } from "./recordings";

describe("the plan of a recorded preview", () => {
  for (const change of Object.keys(changes) as Change[]) {
    const plan = planFor(recorded(change));
    const expected = (format: keyof typeof formats) => readFileSync(expectation(change, format), "utf8");

    it(`${change}: matches the expected output in every format`, () => {
      assert.equal(formats.terminal(plan), expected("terminal"));
      assert.equal(formats.markdown(plan), expected("markdown"));
      assert.equal(formats.json(plan), expected("json"));
    });

    it(`${change}: matches the schema`, () => {
      assert.deepEqual(planSchema.parse(JSON.parse(formats.json(plan))), plan);
    });

    it(`${change}: contains neither the key nor the provider's source, which the preview contains`, () => {
      assert.match(
        recorded(change),
        /key-of-outdoor-brand[\s\S]*exports\.handler|"changeSummary": \{ "same"/,
      );
      for (const render of Object.values(formats)) {
        assert.doesNotMatch(render(plan), /key-of|exports\.handler|require\(/);
      }
    });
  }

  it("is the same in color", () => {
    const plan = planFor(recorded("realistic"));
    const colored = toPlanText(plan, { colors: true });
    assert.notEqual(colored, formats.terminal(plan));
    assert.equal(stripVTControlCharacters(colored), formats.terminal(plan));
  });

  it("reports in one line that a change does not affect send IDs", () => {
    for (const change of ["no-change", "no-send-id", "rename-with-alias"] as const) {
      const plan = planFor(recorded(change));
      assert.equal(formats.terminal(plan), "Braze send IDs: no changes.\n");
      assert.equal(formats.markdown(plan), "Braze send IDs: no changes.\n");
      assert.deepEqual(plan.sendIds, []);
    }
  });
});
