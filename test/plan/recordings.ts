import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makePlan } from "../../provider/src/plan/make-plan";
import { toPlanMarkdown } from "../../provider/src/plan/plan-as-markdown";
import { toPlanText } from "../../provider/src/plan/plan-as-text";
import type { Plan } from "../../provider/src/plan/plan-schema";
import { readPreview } from "../../provider/src/plan/read-preview";
import { readState } from "../../provider/src/stack/state";
import { toJson } from "../../provider/src/text/json";
import type { Change } from "./programs";

/** The recordings: the preview of each change, a failed preview, and the state before the changes. */
export type Recording = Change | "failed" | "state";

/** The file of a recording. */
export const recording = (name: Recording) => join(__dirname, "recorded", `${name}.json`);

/** The content of a recording. */
export const recorded = (name: Recording) => readFileSync(recording(name), "utf8");

/** The formats, with the extension of the files with the expected output. */
export const formats = {
  terminal: (plan: Plan) => toPlanText(plan, { colors: false }),
  markdown: toPlanMarkdown,
  json: toJson,
};

/** The file with the expected output for a change in a format. */
export const expectation = (change: Change, format: keyof typeof formats) =>
  join(__dirname, "expected", `${change}.${format}.expected`);

/** The plan of a preview, on the day its state was made. */
export function planFor(preview: string, state = recorded("state")): Plan {
  const read = readState(document("state", state));
  return makePlan({
    previews: [readPreview(document("preview", preview))],
    states: [read],
    dailyLimit: 100,
    now: read.created[0]?.at ?? new Date(),
  });
}

/** A document as the command reads it. */
export const document = (name: string, text: string) => ({ name, text });
