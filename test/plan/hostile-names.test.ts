import assert from "node:assert/strict";
import fc from "fast-check";
import type { Plan } from "../../provider/src/plan/plan-schema";
import { formats, planFor, recorded } from "./recordings";

// It is an ESM package.
const loadMarked = () => import("marked");
type Marked = Awaited<ReturnType<typeof loadMarked>>;

/** Texts that Markdown, HTML, a terminal, or the log of a build server would interpret. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...[
            "|",
            "\\|",
            "\\",
            "`",
            "```",
            "``",
            "\n",
            "\r\n",
            "\t",
            "\u0085",
            "\u2028",
            "\u2029",
            "\v",
            "\f",
          ],
          ...[
            "@braze",
            "#1",
            "[a](https://evil.example)",
            "![a](https://evil.example/a.png)",
            "https://evil.example",
          ],
          ...[
            "www.evil.example",
            "a@evil.example",
            "<img src=x onerror=alert(1)>",
            "<!--",
            "-->",
            "<br>",
            "</table>",
          ],
          ...[
            "&lt;",
            "&#96;",
            "&#124;",
            "**",
            "__",
            "~~",
            "$x$",
            ":tada:",
            "# ",
            "> ",
            "- ",
            "---",
            "| --- |",
          ],
          ...["\u001b[31m", "\u001b]8;;https://evil.example\u0007", "\u009b2J", "\b", "\0", "\u007f"],
          ...["\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u{e0041}", "\ufe0f", "\u3164", "\ud800"],
          ...["##[error]", "##vso[task.setvariable]", "::error::", "\n::set-env name=x::", "###"],
          ...['"', "'", "__proto__", "<details>", "[!CAUTION]", "→", "é", "日本", "🎉"],
        ),
        fc.string({ unit: "grapheme", maxLength: 5 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
  fc.string({ minLength: 300, maxLength: 3000 }),
);

const texts = fc.record({ name: hostile, campaignId: hostile, sendId: hostile, workspace: hostile });

/** A recorded preview with every kind of change, in which the texts replace every name that a user chose. */
function previewWith({ name, campaignId, sendId, workspace }: Record<string, string>): string {
  const preview = JSON.parse(recorded("realistic"));
  for (const step of preview.steps) {
    step.urn += `-${name}`;
    for (const state of [step.oldState, step.newState]) {
      for (const values of [state?.inputs, state?.outputs]) {
        if (values?.campaignId) values.campaignId += campaignId;
        if (values?.sendId) values.sendId += sendId;
        if (values?.workspace) values.workspace += `-${workspace}`;
      }
    }
  }
  return JSON.stringify(preview);
}

const harmless = planFor(previewWith({ name: "x", campaignId: "x", sendId: "x", workspace: "x" }));

const check = (property: (plan: Plan, given: Record<string, string>) => void) =>
  fc.assert(
    fc.property(texts, (given) => property(planFor(previewWith(given)), given)),
    { numRuns: 500 },
  );

describe("hostile names", () => {
  let marked: Marked;
  before(async () => {
    marked = await loadMarked();
  });

  it("are unchanged in the JSON, which is safe to print", () => {
    check((plan, given) => {
      const text = formats.json(plan);
      assertVisible(text);
      assert.doesNotMatch(text, /##|^\s*::/m);
      const { sendIds } = JSON.parse(text) as Plan;
      assert.equal(sendIds[0]?.name, `outdoor-${given.name}`);
      assert.deepEqual(sendIds[0]?.after?.workspace, {
        kind: "known",
        value: `outdoor-brand-${given.workspace}`,
      });
    });
  });

  it("add no line, no control sequence and no command to terminal output", () => {
    const lines = formats.terminal(harmless).split("\n").length;
    check((plan) => {
      const text = formats.terminal(plan);
      assert.equal(text.split("\n").length, lines);
      assertVisible(text);
      assert.doesNotMatch(text, /##|^\s*::/m);
    });
  });

  it("stay within their code spans in Markdown", () => {
    const expected = shapeOf(formats.markdown(harmless), marked);
    check((plan) => {
      const text = formats.markdown(plan);
      assertVisible(text);
      assert.deepEqual(shapeOf(text, marked), expected);
    });
  });

  it("cannot make a comment too long to be posted", () => {
    // Everything at once: workspaces over the limit, renames, and the longest form of every text.
    const flood = (count: number) => {
      const preview = JSON.parse(recorded("rename"));
      const [created, removed] = ["create", "delete"].map((op) =>
        preview.steps.find((step: { op: string }) => step.op === op),
      );
      for (let index = 0; index < count; index++) {
        const values = {
          ...{ campaignId: `${index}${"\u202e".repeat(300)}`, sendId: `${index}${"\u202e".repeat(300)}` },
          workspace: `${index % 8}${"\u202e".repeat(30_000)}`,
        };
        preview.steps.push(
          { ...created, urn: `${created.urn}${index}${"\u202e".repeat(300)}`, newState: { inputs: values } },
          {
            ...removed,
            urn: `${removed.urn}${index}${"\u202e".repeat(300)}`,
            oldState: { outputs: values },
          },
        );
      }
      return formats.markdown(planFor(JSON.stringify(preview)));
    };
    for (const count of [1, 10, 30, 1000]) {
      const text = flood(count);
      assert.ok(text.length <= 60_000, `${count}: ${text.length}`);
      if (count < 1000) continue;
      assert.match(text, /… and \d+ more, which do not fit here\./);
      assert.match(text, /Over the daily limit[\s\S]*Created again under another name/);
    }
  });
});

function assertVisible(text: string): void {
  assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
}

/** The structure of the Markdown as a renderer parses it, without the content of code spans. */
function shapeOf(markdown: string, { lexer, walkTokens }: Marked): string[] {
  const shape: string[] = [];
  walkTokens(lexer(markdown), (token) => {
    if (token.type === "table") shape.push(`table ${token.rows.length} × ${token.header.length}`);
    else if (token.type === "list") shape.push(`list ${token.items.length}`);
    else if (token.type === "codespan" || ("tokens" in token && token.tokens)) shape.push(token.type);
    else shape.push(`${token.type} ${token.raw}`);
  });
  return shape;
}
