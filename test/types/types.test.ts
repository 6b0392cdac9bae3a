import assert from "node:assert/strict";
import * as ts from "typescript";
import { type CompilerError, compile } from "./compile";
import { invalid, valid } from "./programs";

const { ModuleKind, ModuleResolutionKind } = ts;

/** Each is tested with and without `exactOptionalPropertyTypes`. */
const resolutions: Record<string, ts.CompilerOptions> = {
  node16: { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 },
  nodenext: { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext },
  bundler: { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler },
};

const named = (programs: Record<string, string>, ending: string) =>
  Object.fromEntries(Object.entries(programs).map(([name, source]) => [`${name}.${ending}`, source]));
const texts = (errors: CompilerError[] | undefined) => errors?.map(({ code, text }) => `TS${code}: ${text}`);

describe("the types", function () {
  this.timeout(60_000);

  for (const [name, resolution] of Object.entries(resolutions)) {
    for (const exactOptionalPropertyTypes of [true, false]) {
      it(`accept valid programs: ${name}, exactOptionalPropertyTypes ${exactOptionalPropertyTypes}`, () => {
        const programs = { ...named(valid, "mts"), ...(name === "bundler" ? {} : named(valid, "cts")) };
        const found = compile(programs, { ...resolution, exactOptionalPropertyTypes });
        assert.equal(found.size, Object.keys(programs).length);
        for (const [program, errors] of found) assert.deepEqual(texts(errors), [], program);
      });
    }
  }

  describe("reject:", () => {
    let found: Map<string, CompilerError[]>;
    before(() => {
      const sources = Object.fromEntries(Object.entries(invalid).map(([name, { source }]) => [name, source]));
      found = compile(named(sources, "mts"), resolutions.node16 as ts.CompilerOptions);
    });

    for (const [name, { says }] of Object.entries(invalid)) {
      it(name, () => {
        const errors = found.get(`${name}.mts`);
        // Only this error, because any other could hide that it is missing.
        assert.equal(errors?.length, 1, texts(errors)?.join("\n"));
        assert.match(errors[0]?.text ?? "", says);
      });
    }
  });
});
