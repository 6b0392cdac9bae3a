import { replacingArguments } from "../resources/send-id/replacing-arguments";
import { unknownValue } from "../resources/unknown";
import { isAbsent, type WorkspaceReference } from "../stack/property-values";
import type { CreatedSendId, StackState } from "../stack/state";
import { nameKey } from "../stack/urn";
import { compareNames } from "../text/names";
import { declaredIdentity, recordedIdentity } from "./identity";
import type { Identity, Plan, PlannedSendId, WorkspaceUse } from "./plan-schema";
import type { Preview, Step } from "./read-preview";

/** The input of a plan. */
export interface PlanSource {
  previews: readonly Preview[];
  /** The states of stacks, to count what was created today; undefined to skip that. */
  states?: readonly StackState[];
  /** Earlier states of the same stacks, to count what was created today and removed or replaced since. */
  statesBefore?: readonly StackState[];
  dailyLimit: number;
  now: Date;
}

/** Determines how previewed changes affect send IDs. */
export function makePlan({ previews, states, statesBefore, dailyLimit, now }: PlanSource): Plan {
  const interrupted = states?.flatMap(({ interrupted }) => interrupted) ?? [];
  const pending = new Set(interrupted.map(nameKey));
  const sendIds = previews.flatMap(({ steps }) => steps.flatMap((step) => planned(step) ?? [])).sort(inOrder);
  if (pending.size > 0)
    for (const sendId of sendIds) sendId.interrupted = sendId.creates && pending.has(nameKey(sendId));
  const today = now.toISOString().slice(0, 10);
  const created = createdOn(
    today,
    [...(states ?? []), ...(statesBefore ?? [])].flatMap(({ created }) => created),
  );

  const uses = new Map<string, WorkspaceUse>();
  for (const { creates, after } of sendIds) {
    if (!creates || after === null) continue;
    const key = keyOf(after.workspace);
    const use = uses.get(key) ?? {
      workspace: after.workspace,
      creates: 0,
      createdToday: states === undefined ? null : created.in(after.workspace),
    };
    use.creates += 1;
    uses.set(key, use);
  }

  return {
    version: 1,
    stacks: previews.flatMap(({ stack }) => stack ?? []),
    today: states === undefined ? null : today,
    stateBefore: statesBefore !== undefined,
    createdTodayUncertain: created.uncertain,
    dailyLimit,
    interrupted,
    creates: sendIds.filter(({ creates }) => creates).length,
    workspaces: [...uses].sort(([a], [b]) => compareNames(a, b)).map(([, use]) => use),
    sendIds,
  };
}

/** Counts the send IDs that were created on a day, or that may have been. */
function createdOn(day: string, all: readonly CreatedSendId[]) {
  const perWorkspace = new Map<string, number>();
  const seen = new Set<string>();
  let uncertain = 0;
  let inUnknown = 0;
  for (const { id, workspace, at, isExact } of all) {
    const createdOn = at?.toISOString().slice(0, 10);
    if (createdOn !== undefined && (isExact ? createdOn !== day : createdOn < day)) continue;
    if (at !== undefined) {
      // The same one is in a state and an earlier one, also if its stack was renamed or it was moved to another stack.
      const created = JSON.stringify([workspace, id, at]);
      if (seen.has(created)) continue;
      seen.add(created);
    }
    if (!isExact || workspace.kind === "unknown") uncertain += 1;
    if (workspace.kind === "unknown") inUnknown += 1;
    else perWorkspace.set(keyOf(workspace), (perWorkspace.get(keyOf(workspace)) ?? 0) + 1);
  }
  return {
    uncertain,
    /** The most that a workspace may have. */
    in: (workspace: WorkspaceReference) =>
      inUnknown +
      (workspace.kind === "unknown"
        ? Math.max(0, ...perWorkspace.values())
        : (perWorkspace.get(keyOf(workspace)) ?? 0)),
  };
}

const keyOf = (workspace: WorkspaceReference) => JSON.stringify(workspace);

/** How a step affects its send ID; undefined for a step that does not. */
function planned(step: Step): PlannedSendId | undefined {
  const { op, oldState, newState } = step;
  if (op !== "create" && op !== "replace" && op !== "delete" && op !== "import") return undefined;
  const { project, stack, name } = step.urn;
  // The engine reports it as a replacement if BrazeSendId.get reads another one in place of a managed one.
  const removes = op === "delete" || newState?.external === true;
  // A resource that BrazeSendId.get reads was never managed by this stack, so it is not replaced.
  const onlyRead = oldState?.external === true;
  const replaces = op === "replace" && !onlyRead;
  const before = removes || replaces ? recordedIdentity(oldState) : null;
  const after = removes ? null : declaredIdentity(newState);
  const changed = before && after ? changedArguments(step, before, after) : [];
  const cause = replaces && changed.length === 0 ? causeOf(step) : undefined;
  const whyReplaced = changed.length > 0 ? "arguments" : "requested";
  const whyAdded = onlyRead ? "read" : "new";
  const inputs = newState?.inputs ?? {};
  // With the option `import`, the engine records it without a create, or fails.
  const creates = !removes && inputs.adopt !== true && isAbsent(newState?.importID);
  // Any value other than true and false is unknown or secret.
  const adoptionKnown = removes || typeof (inputs.adopt ?? false) === "boolean";
  return {
    project,
    stack,
    name,
    operation: removes ? "remove" : replaces ? "replace" : creates ? "create" : "adopt",
    why: removes ? "removed" : replaces ? whyReplaced : whyAdded,
    ...(cause && { cause }),
    changed,
    creates,
    certain:
      adoptionKnown &&
      (changed.length === 0 || changed.some((property) => inputs[property] !== unknownValue)),
    losesGenerated: before !== null && isGenerated(oldState),
    before,
    after,
    interrupted: false,
  };
}

/** The arguments that replace a send ID. */
const changedArguments = ({ replaceReasons, detailedDiff }: Step, before: Identity, after: Identity) =>
  replacingArguments.filter(
    (property) =>
      replaceReasons?.includes(property) ||
      detailedDiff?.[property]?.kind?.endsWith("-replace") ||
      // With a changed replacementTrigger, the engine does not compare arguments.
      differ(before[property], after[property]),
  );

/** Whether two values are certainly different. Braze generates any other send ID. */
const differ = (before: Identity[keyof Identity], after: Identity[keyof Identity]) =>
  ![before, after].some(({ kind }) => kind === "unknown" || kind === "generated") &&
  JSON.stringify(before) !== JSON.stringify(after);

/** What requested a replacement that no argument explains, as the engine of 3.276 reports it. */
function causeOf({
  replaceReasons: reasons,
  oldState: before,
  newState: after,
}: Step): PlannedSendId["cause"] {
  if (reasons?.includes("replaceWith"))
    return { kind: "replaceWith", names: after?.replaceWith?.map(({ name }) => name) ?? [] };
  if (before?.taint === true) return { kind: "taint" };
  if (reasons?.includes("id")) return { kind: "replace" };
  const triggers = [before, after].map((state) => JSON.stringify(state?.replacementTrigger));
  return triggers[0] === triggers[1] ? undefined : { kind: "replacementTrigger" };
}

/** Whether Braze generated the recorded send ID. `get` gives a resource no inputs either. */
const isGenerated = (state: Step["oldState"]) =>
  state?.external !== true && !isAbsent(state?.outputs?.sendId) && isAbsent(state?.inputs?.sendId);

/** Replacements first, so that a reviewer sees them. */
const order = ["replace", "create", "adopt", "remove"];

const inOrder = (a: PlannedSendId, b: PlannedSendId) =>
  compareNames(a.project, b.project) ||
  compareNames(a.stack, b.stack) ||
  order.indexOf(a.operation) - order.indexOf(b.operation) ||
  compareNames(a.name, b.name);
