import assert from "node:assert/strict";
import * as ts from "typescript";
import { compile, type Fault } from "./compile";
import { right, wrong } from "./programs";

const { ModuleKind, ModuleResolutionKind } = ts;

/** Each way to resolve modules once with, once without `exactOptionalPropertyTypes` and the other checks beyond strict. */
const resolutions: Record<string, ts.CompilerOptions> = {
  node16: { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 },
  nodenext: { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext },
  bundler: { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler },
};

const named = (programs: Record<string, string>, ending: string) =>
  Object.fromEntries(Object.entries(programs).map(([name, source]) => [`${name}.${ending}`, source]));
const texts = (faults: Fault[] | undefined) => faults?.map(({ code, text }) => `TS${code}: ${text}`);

describe("the types", function () {
  this.timeout(60_000);

  for (const [name, resolution] of Object.entries(resolutions)) {
    for (const exactOptionalPropertyTypes of [true, false]) {
      it(`let right programs compile: ${name}, exactOptionalPropertyTypes ${exactOptionalPropertyTypes}`, () => {
        const programs = { ...named(right, "mts"), ...(name === "bundler" ? {} : named(right, "cts")) };
        const found = compile(programs, { ...resolution, exactOptionalPropertyTypes });
        assert.equal(found.size, Object.keys(programs).length);
        for (const [program, faults] of found) assert.deepEqual(texts(faults), [], program);
      });
    }
  }

  describe("let no wrong program compile:", () => {
    let found: Map<string, Fault[]>;
    before(() => {
      const sources = Object.fromEntries(Object.entries(wrong).map(([name, { source }]) => [name, source]));
      found = compile(named(sources, "mts"), resolutions.node16 as ts.CompilerOptions);
    });

    for (const [name, { says }] of Object.entries(wrong)) {
      it(name, () => {
        const faults = found.get(`${name}.mts`);
        // One fault only: whatever else were wrong with the program could hide that this is not.
        assert.equal(faults?.length, 1, texts(faults)?.join("\n"));
        assert.match(faults[0]?.text ?? "", says);
      });
    }
  });
});
