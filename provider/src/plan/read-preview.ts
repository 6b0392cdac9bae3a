import { z } from "zod";
import { type Document, InvalidInputError, readLargeDocument } from "../stack/json-document";
import { sendIdProperties } from "../stack/property-values";
import { type StackName, urn } from "../stack/urn";
import { escapeText } from "../text/escape";

const resource = z.object({
  external: z.boolean().optional(),
  /** The option `import`. */
  importID: z.unknown().optional(),
  provider: z.unknown().optional(),
  inputs: sendIdProperties.nullish(),
  outputs: sendIdProperties.nullish(),
  /** The resources whose outputs each argument uses. */
  propertyDependencies: z.record(z.string(), z.array(urn)).nullish().catch(null),
  taint: z.unknown().optional(),
  replacementTrigger: z.unknown().optional(),
  replaceWith: z.array(urn).nullish().catch(null),
});

const step = z.object({
  op: z.string(),
  urn,
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.object({ kind: z.string() }).partial()).nullish(),
  oldState: resource.nullish(),
  newState: resource.nullish(),
});

/** What `pulumi preview --output json` prints. */
const summary = z.object({ result: z.string(), summary: z.unknown(), steps: z.undefined().optional() });

/** What a preview prints with PULUMI_ENABLE_STREAMING_JSON_PREVIEW. */
const events = /^\s*\{"sequence":\d+,/;

const preview = z
  .unknown()
  .refine((value) => !z.object({ deployment: z.unknown() }).safeParse(value).data?.deployment, {
    error: "it is a stack's state, which is given with --state",
    abort: true,
  })
  .refine((value) => !summary.safeParse(value).success, {
    error: "it is the summary that --output json prints, without the steps, which --json prints",
    abort: true,
  })
  .pipe(
    z.object({
      // Always present; null if the preview was stopped.
      changeSummary: z.record(z.string(), z.number()).nullable(),
      // The elements are parsed one at a time.
      steps: z.array(z.never()).nullish(),
      diagnostics: z.array(z.object({ severity: z.string(), message: z.string() })).nullish(),
    }),
  );

/** One step of a preview, for one send ID. */
export type Step = z.output<typeof step>;
/** A send ID before or after a step. */
export type Resource = z.output<typeof resource>;

/** The send IDs of `pulumi preview --json`. */
export interface Preview {
  /** Undefined if the stack is empty and stays empty. */
  stack: StackName | undefined;
  steps: Step[];
}

/**
 * Reads the output of `pulumi preview --json`.
 *
 * @throws {@link InvalidInputError} also for a preview that failed or was stopped: it does not say what would happen.
 */
export function readPreview(document: Document): Preview {
  if (events.test(document.text)) {
    // The events do not say which resources are only read, and which outputs an argument uses.
    throw new InvalidInputError(
      document,
      "contains the events of a streaming preview. Run `pulumi preview --json` without PULUMI_ENABLE_STREAMING_JSON_PREVIEW.",
    );
  }
  const { head, elements: steps } = readLargeDocument(
    document,
    preview,
    { path: ["steps"], element: step.transform(withoutDetailsOfOthers) },
    "pulumi preview --json",
  );
  const { changeSummary, diagnostics } = head;
  const failure = diagnostics?.find(({ severity }) => severity === "error");
  if (failure !== undefined) {
    // The engine has already removed secrets from it. A stack trace does not help a reader of the plan.
    const message = withoutStackTrace(failure.message.replace(colors, ""));
    throw new InvalidInputError(document, `is a failed preview: ${escapeText(message, 600)}`);
  }
  if (changeSummary === null)
    throw new InvalidInputError(document, "is a preview that was stopped before it finished. Run it again.");
  for (const op of ["create", "replace"]) {
    const listed = steps.filter((step) => step.op === op).length;
    if (listed >= (changeSummary[op] ?? 0)) continue;
    throw new InvalidInputError(
      document,
      `summarizes ${changeSummary[op]} × ${op}, but lists ${listed}. Give the complete output.`,
    );
  }
  const ofSendIds = steps.filter(({ urn }) => urn.isSendId);
  const unknown = ofSendIds.find(({ op }) => !operations.has(op));
  if (unknown !== undefined) {
    throw new InvalidInputError(
      document,
      `has the unknown operation "${escapeText(unknown.op)}". A newer pulumi-braze may know it.`,
    );
  }
  const first = steps[0]?.urn;
  return { stack: first && { project: first.project, stack: first.stack }, steps: ofSendIds };
}

/** Keeps only the operation of steps for other resources. */
const withoutDetailsOfOthers = (step: Step): Step =>
  step.urn.isSendId ? step : { op: step.op, urn: step.urn };

/** The message in one line, up to the first line of a stack trace. */
function withoutStackTrace(message: string): string {
  const lines: string[] = [];
  for (const line of message.split("\n")) {
    const text = line.trim();
    if (/^at /.test(text) && lines.length > 0) break;
    if (text !== "") lines.push(text);
  }
  return lines
    .join(" ")
    .replace(/\s+/g, " ")
    .replace(/^error: /, "");
}

/** @see https://github.com/pulumi/pulumi/blob/v3.276.0/pkg/resource/deploy/step.go */
const operations = new Set([
  ...["same", "create", "update", "delete", "replace", "create-replacement", "delete-replaced", "read"],
  ...["read-replacement", "refresh", "discard", "discard-replaced", "remove-pending-replace", "import"],
  ...["import-replacement", "diff"],
]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: color codes begin with the escape character.
const colors = /\x1b\[[\d;]*m/g;
