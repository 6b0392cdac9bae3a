import assert from "node:assert/strict";
import fc from "fast-check";
import { readPreview } from "../../provider/src/plan/read-preview";
import { InvalidInputError } from "../../provider/src/stack/json-document";
import { readState } from "../../provider/src/stack/state";
import { document, recorded } from "./recordings";

const readers = {
  preview: (text: string) => readPreview(document("it", text)),
  state: (text: string) => readState(document("it", text)),
};

/** The message that rejects a text: one line that quotes nothing of it but a name. */
function refusal(read: (text: string) => unknown, text: string): string {
  try {
    read(text);
  } catch (error) {
    assert.ok(error instanceof InvalidInputError, String(error));
    assert.match(error.message, /^it [^\p{C}\p{Zl}\p{Zp}]+$/u);
    assert.doesNotMatch(error.message, /key-of|exports\.handler/);
    return error.message;
  }
  throw new assert.AssertionError({ message: `accepted: ${text.slice(0, 200)}` });
}

const edited = (edit: (preview: ReturnType<typeof JSON.parse>) => void) => {
  const copy = JSON.parse(recorded("create"));
  edit(copy);
  return JSON.stringify(copy);
};

describe("invalid input instead of a preview", () => {
  const previewCases: [name: string, text: string, message: RegExp][] = [
    ["nothing", "", /is empty\. Give the output of `pulumi preview --json`\./],
    ["whitespace", " \n\t ", /is empty/],
    ["text", "Previewing update (dev):\n + create", /is not JSON/],
    ["text around it", `> npm run preview\n${recorded("create")}`, /is not JSON\. .* and nothing else/],
    ["two of them", recorded("create") + recorded("adopt"), /is not JSON/],
    ["null", "null", /has an unknown format/],
    ["a list", "[]", /has an unknown format/],
    ["another object", "{}", /has an unknown format at changeSummary\. Give/],
    ["a state", recorded("state"), /it is a stack's state, which is given with --state/],
    [
      "a stopped preview",
      edited((preview) => (preview.changeSummary = null)),
      /was stopped before it finished/,
    ],
    ["a failed preview", recorded("failed"), /is a failed preview: (?!error: ).* has a problem: campaignId /],
    [
      "fewer steps than announced",
      edited((preview) => preview.steps.pop()),
      /summarizes 2 × create, but lists 1/,
    ],
    [
      "steps of another form",
      edited((preview) => (preview.steps = { 1: {} })),
      /unknown format at steps\. Give/,
    ],
    ["steps twice", recorded("create").replace(/^\{/, '{"steps":[],'), /unknown format at steps\.0/],
    ["a step without a URN", edited((preview) => delete preview.steps[1].urn), /at steps\.1\.urn/],
    [
      "a URN of another form",
      edited((preview) => (preview.steps[1].urn = "urn:x")),
      /not the URN of a resource/,
    ],
    [
      "an operation from the future",
      edited((preview) => {
        preview.changeSummary = {};
        preview.steps[1].op = "transmute\u001b[2J";
      }),
      /has the unknown operation "transmute\\u\{1b\}\[2J"\. A newer pulumi-braze/,
    ],
  ];
  for (const [name, text, message] of previewCases) {
    it(`is rejected: ${name}`, () => assert.match(refusal(readers.preview, text), message));
  }

  it("is rejected: a truncated preview", () => {
    const whole = recorded("realistic").trim();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
        assert.match(refusal(readers.preview, whole.slice(0, length)), /is truncated|is not JSON/);
      }),
    );
  });

  const million = "[],".repeat(1_000_001);
  for (const [where, text, message] of [
    [
      "one step",
      `{"changeSummary":{},"steps":[{"x":[${million}[]]}]}`,
      /1,000,000 values at steps\.0, the most/,
    ],
    [
      "all but the steps",
      `{"changeSummary":{},"x":[${million}[]],"steps":[]}`,
      /1,000,000 values, the most that/,
    ],
    [
      "nested lists",
      `{"changeSummary":{},"x":${"[".repeat(2_000_001)}`,
      /more than 1,000,000 values, the most/,
    ],
    [
      "many steps",
      `{"changeSummary":{},"steps":[${`{"op":"same","urn":"urn:pulumi:a::b::c"},`.repeat(250_000)}{}]}`,
      /has more than 250,000 steps, the most that is read\./,
    ],
  ] as const) {
    it(`is rejected before it takes gigabytes of memory: ${where}`, () =>
      assert.match(refusal(readers.preview, text), message));
  }

  it("is read: a long text with few values", () => {
    const text = edited(
      (preview) => (preview.diagnostics = [{ severity: "info", message: "[,{".repeat(1_000_000) }]),
    );
    assert.equal(readers.preview(text).steps.length, 3);
  });

  it("is rejected in linear time: a failed preview with many line breaks", () => {
    const text = edited((preview) => {
      preview.diagnostics = [{ severity: "error", message: `error: boom${"\n".repeat(1_000_000)}\n at x` }];
    });
    assert.match(refusal(readers.preview, text), /^it is a failed preview: boom$/);
  });

  it("is rejected without a crash: any JSON, also as a part of a preview", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.nat(), (value, key, index) => {
        refusal(readers.preview, JSON.stringify(value));
        const text = edited((preview) => {
          const step = preview.steps[index % preview.steps.length];
          const parts = [preview, step, step.newState ?? step, step.newState?.inputs ?? step];
          const part = parts[index % parts.length];
          part[Object.keys(part)[index % Object.keys(part).length] ?? key] = value;
        });
        try {
          readers.preview(text);
        } catch {
          refusal(readers.preview, text);
        }
      }),
    );
  });
});

describe("invalid input instead of a state", () => {
  const stateCases: [name: string, text: string, message: RegExp][] = [
    ["nothing", "", /is empty\. Give the output of `pulumi stack export`\./],
    ["a preview", recorded("create"), /it is a preview, which `pulumi-braze plan` takes without --state/],
    ["another object", "{}", /has an unknown format at deployment/],
    ["one that breaks off", recorded("state").slice(0, 500), /is truncated/],
  ];
  for (const [name, text, message] of stateCases) {
    it(`is rejected: ${name}`, () => assert.match(refusal(readers.state, text), message));
  }
});

describe("a preview or a state", () => {
  it("is read if the ID of a resource is not text", () => {
    for (const id of ['{"toString":1}', `${"[".repeat(5000)}${"]".repeat(5000)}`]) {
      const text = `{"deployment":{"resources":[{"urn":"urn:pulumi:a::b::c::d","id":${id}}]}}`;
      assert.deepEqual(readers.state(text).sendIds, []);
    }
  });

  it("is read if the stack has no resources", () => {
    assert.deepEqual(readers.preview('{"duration":1,"changeSummary":{}}'), { stack: undefined, steps: [] });
    assert.deepEqual(readers.state('{"version":3,"deployment":{}}'), {
      stack: undefined,
      created: [],
      sendIds: [],
      interrupted: [],
    });
  });

  it("is read with unknown fields", () => {
    const more = edited((preview) => {
      preview.newThing = { a: 1 };
      preview.steps[0].newThing = [1];
      preview.steps[0].op = "transmute";
    });
    assert.equal(readers.preview(more).steps.length, 3);
  });
});
