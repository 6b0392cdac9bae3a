import { replacingArguments } from "../send-id/replacing-arguments";
import { unknownValue } from "../send-id/unknown";
import type { StackState } from "../stack/state";
import type { StackName } from "../stack/urn";
import { compareNames } from "../text/compare";
import { declaredIdentity, recordedIdentity } from "./identity";
import type { Plan, PlannedSendId, WorkspaceUse } from "./plan";
import type { Preview, Step } from "./preview";

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
  if (pending.size > 0) {
    for (const sendId of sendIds) sendId.interrupted = sendId.creates && pending.has(nameKey(sendId));
  }
  const today = now.toISOString().slice(0, 10);
  const createdToday = new Map<string, number>();
  const counted = new Set<string>();
  const created = [...(states ?? []), ...(statesBefore ?? [])].flatMap(({ stack, created }) =>
    created.map((one) => ({ ...one, stack })),
  );
  for (const { stack, id, workspace, at } of created) {
    if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(today)) continue;
    const pair = JSON.stringify([stack, workspace, id]);
    if (counted.has(pair)) continue;
    counted.add(pair);
    const key = JSON.stringify(workspace);
    createdToday.set(key, (createdToday.get(key) ?? 0) + 1);
  }

  const uses = new Map<string, WorkspaceUse>();
  for (const { creates, after } of sendIds) {
    if (!creates || after === null) continue;
    const key = JSON.stringify(after.workspace);
    const use = uses.get(key) ?? {
      workspace: after.workspace,
      creates: 0,
      createdToday: states === undefined ? null : (createdToday.get(key) ?? 0),
    };
    use.creates += 1;
    uses.set(key, use);
  }

  return {
    version: 1,
    stacks: previews.flatMap(({ stack }) => stack ?? []),
    today: states === undefined ? null : today,
    stateBefore: statesBefore !== undefined,
    dailyLimit,
    interrupted,
    creates: sendIds.filter(({ creates }) => creates).length,
    workspaces: [...uses].sort(([a], [b]) => compareNames(a, b)).map(([, use]) => use),
    sendIds,
  };
}

/** How a step affects its send ID; undefined for a step that does not. */
function planned({
  op,
  urn: { project, stack, name },
  replaceReasons,
  detailedDiff,
  oldState,
  newState,
}: Step): PlannedSendId | undefined {
  // Written out, because an object that begins with a spread takes ten times as long to make.
  if (op === "delete") {
    return {
      project,
      stack,
      name,
      operation: "remove",
      why: "removed",
      changed: [],
      creates: false,
      certain: true,
      losesGenerated: isGenerated(oldState),
      before: recordedIdentity(oldState),
      after: null,
      interrupted: false,
    };
  }
  if (op !== "create" && op !== "replace") return undefined;

  const inputs = newState?.inputs ?? {};
  const creates = inputs.adopt !== true;
  // Any value other than true and false is unknown or secret.
  const adoptionKnown = typeof (inputs.adopt ?? false) === "boolean";
  const after = declaredIdentity(newState);
  // A resource that BrazeSendId.get reads was never managed by this stack, so it is not replaced.
  const onlyRead = oldState?.external === true;
  if (op === "create" || onlyRead) {
    return {
      project,
      stack,
      name,
      operation: creates ? "create" : "adopt",
      why: onlyRead ? "read" : "new",
      changed: [],
      creates,
      certain: adoptionKnown,
      losesGenerated: false,
      before: null,
      after,
      interrupted: false,
    };
  }
  const changed = replacingArguments.filter(
    (property) => replaceReasons?.includes(property) || detailedDiff?.[property]?.kind?.endsWith("-replace"),
  );
  return {
    project,
    stack,
    name,
    operation: "replace",
    why: changed.length > 0 ? "arguments" : "requested",
    changed,
    creates,
    certain:
      adoptionKnown &&
      (changed.length === 0 || changed.some((property) => inputs[property] !== unknownValue)),
    losesGenerated: isGenerated(oldState),
    before: recordedIdentity(oldState),
    after,
    interrupted: false,
  };
}

/** Whether Braze generated the recorded send ID. `get` gives a resource no inputs either. */
const isGenerated = (state: Step["oldState"]) =>
  state?.external !== true &&
  typeof state?.outputs?.sendId === "string" &&
  (state.inputs?.sendId ?? undefined) === undefined;

const nameKey = ({ project, stack, name }: StackName & { name: string }) =>
  JSON.stringify([project, stack, name]);

/** Replacements first, so that a reviewer sees them. */
const order = ["replace", "create", "adopt", "remove"];

const inOrder = (a: PlannedSendId, b: PlannedSendId) =>
  compareNames(a.project, b.project) ||
  compareNames(a.stack, b.stack) ||
  order.indexOf(a.operation) - order.indexOf(b.operation) ||
  compareNames(a.name, b.name);
