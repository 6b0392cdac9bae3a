import { z } from "zod";
import { type Document, InvalidInputError, readDocument } from "../stack/json-document";
import { type StackName, urn } from "../stack/urn";
import { escapeText } from "../text/escape";

// Named one by one: the document also holds the source of providers, which comes no further than here.
const values = z
  .object({ campaignId: z.unknown(), sendId: z.unknown(), workspace: z.unknown(), adopt: z.unknown() })
  .partial();

const resource = z.object({
  external: z.boolean().optional(),
  inputs: values.nullish(),
  outputs: values.nullish(),
});

const step = z.object({
  op: z.string(),
  urn,
  replaceReasons: z.array(z.string()).nullish(),
  oldState: resource.nullish(),
  newState: resource.nullish(),
});

const preview = z
  .unknown()
  .refine((value) => !z.object({ deployment: z.unknown() }).safeParse(value).data?.deployment, {
    error: "it is a stack's state, which is given with --state",
    abort: true,
  })
  .pipe(
    z.object({
      // Always there; null in a preview that was stopped.
      changeSummary: z.record(z.string(), z.number()).nullable(),
      steps: z.array(step).nullish(),
      diagnostics: z.array(z.object({ severity: z.string(), message: z.string() })).nullish(),
    }),
  );

/** One step of a preview, for one send ID. */
export type Step = z.output<typeof step>;
/** A send ID before or after a step. */
export type Resource = z.output<typeof resource>;

/** What `pulumi preview --json` says of send IDs. */
export interface Preview {
  /** Undefined if nothing is in the stack, nor will be. */
  stack: StackName | undefined;
  steps: Step[];
}

/**
 * Reads what `pulumi preview --json` printed.
 *
 * @throws {InvalidInputError} also for a preview that failed or was stopped: it does not say what would happen.
 */
export function readPreview(document: Document): Preview {
  const { changeSummary, steps, diagnostics } = readDocument(document, preview, "pulumi preview --json");
  const failure = diagnostics?.find(({ severity }) => severity === "error");
  if (failure !== undefined) {
    // The engine has taken every secret out of it. Where in the code it happened is no concern of the plan.
    const [said = ""] = failure.message.replace(colours, "").split(/\n\s+at /);
    throw new InvalidInputError(
      document,
      `is a preview that failed: ${escapeText(said.replace(/\s+/g, " ").trim(), 600)}`,
    );
  }
  if (changeSummary === null) {
    throw new InvalidInputError(document, "is a preview that was stopped before its end. Run it again.");
  }
  const all = steps ?? [];
  for (const op of ["create", "replace"]) {
    const listed = all.filter((step) => step.op === op).length;
    if (listed >= (changeSummary[op] ?? 0)) continue;
    throw new InvalidInputError(
      document,
      `announces ${changeSummary[op]} × ${op}, but lists ${listed}. Give all of it.`,
    );
  }
  const ofSendIds = all.filter(({ urn }) => urn.isSendId);
  const strange = ofSendIds.find(({ op }) => !operations.has(op));
  if (strange !== undefined) {
    throw new InvalidInputError(
      document,
      `has the operation "${escapeText(strange.op)}", which is not known here. A newer pulumi-braze may know it.`,
    );
  }
  const first = all[0]?.urn;
  return { stack: first && { project: first.project, stack: first.stack }, steps: ofSendIds };
}

/** @see https://github.com/pulumi/pulumi/blob/v3.248.0/pkg/resource/deploy/step.go */
const operations = new Set([
  ...["same", "create", "update", "delete", "replace", "create-replacement", "delete-replaced", "read"],
  ...["read-replacement", "refresh", "discard", "discard-replaced", "remove-pending-replace", "import"],
  ...["import-replacement", "diff"],
]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes for colours begin with the escape character.
const colours = /\x1b\[[\d;]*m/g;
