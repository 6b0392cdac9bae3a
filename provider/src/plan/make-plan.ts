import { unknownValue } from "../send-id/unknown";
import type { State } from "../stack/state";
import type { StackName } from "../stack/urn";
import { recorded, wanted } from "./identity";
import type { Plan, PlannedSendId, WorkspaceUse } from "./plan";
import type { Preview, Step } from "./preview";

/** What a plan is made of. */
export interface PlanSource {
  previews: readonly Preview[];
  /** The states of stacks, to count what was created today; undefined to leave that out. */
  states?: readonly State[];
  dailyLimit: number;
  now: Date;
}

/** Works out what previewed changes do to send IDs. */
export function makePlan({ previews, states, dailyLimit, now }: PlanSource): Plan {
  const pending = new Set(states?.flatMap(({ interrupted }) => interrupted.map(nameKey)));
  const sendIds = previews
    .flatMap(({ steps }) => steps.flatMap(planned))
    .map((sendId) => ({ ...sendId, interrupted: sendId.creates && pending.has(nameKey(sendId)) }))
    .sort((a, b) => compare(sortKey(a), sortKey(b)));
  const today = now.toISOString().slice(0, 10);
  const createdToday = new Map<string, number>();
  for (const { workspace, at } of states?.flatMap(({ created }) => created) ?? []) {
    if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(today)) continue;
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
    dailyLimit,
    creates: sendIds.filter(({ creates }) => creates).length,
    workspaces: [...uses].sort(([a], [b]) => compare(a, b)).map(([, use]) => use),
    sendIds,
  };
}

/** What a step does to its send ID; nothing for the many that only look at it. */
function planned({
  op,
  urn: { project, stack, name },
  replaceReasons,
  oldState,
  newState,
}: Step): Omit<PlannedSendId, "interrupted">[] {
  const of = { project, stack, name };
  if (op === "delete") {
    return [
      {
        ...of,
        operation: "forget",
        why: "removed",
        changed: [],
        creates: false,
        certain: true,
        before: recorded(oldState),
        after: null,
      },
    ];
  }
  if (op !== "create" && op !== "replace") return [];

  const inputs = newState?.inputs ?? {};
  const creates = inputs.adopt !== true;
  // Anything but true and false is a value that is still unknown, or secret.
  const adoptionKnown = typeof (inputs.adopt ?? false) === "boolean";
  const after = wanted(newState);
  // What BrazeSendId.get refers to was never this stack's to replace.
  const referred = oldState?.external === true;
  if (op === "create" || referred) {
    return [
      {
        ...of,
        operation: creates ? "create" : "adopt",
        why: referred ? "referred" : "new",
        changed: [],
        creates,
        certain: adoptionKnown,
        before: null,
        after,
      },
    ];
  }
  const changed = replacing.filter((property) => replaceReasons?.includes(property));
  return [
    {
      ...of,
      operation: "replace",
      why: changed.length > 0 ? "arguments" : "asked",
      changed,
      creates,
      certain:
        adoptionKnown &&
        (changed.length === 0 || changed.some((property) => inputs[property] !== unknownValue)),
      before: recorded(oldState),
      after,
    },
  ];
}

const nameKey = ({ project, stack, name }: StackName & { name: string }) =>
  JSON.stringify([project, stack, name]);

const replacing = ["campaignId", "sendId", "workspace"] as const;

/** Replacements first: they are what a reviewer must not miss. */
const order = ["replace", "create", "adopt", "forget"];

const sortKey = ({ project, stack, operation, name }: PlannedSendId) =>
  [project, stack, order.indexOf(operation), name].join("\0");

// By code unit, so that the same change gives the same text everywhere.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
