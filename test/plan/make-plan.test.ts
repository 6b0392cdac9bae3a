import assert from "node:assert/strict";
import { makePlan } from "../../provider/src/plan/make-plan";
import { bar, use } from "../../provider/src/plan/phrases";
import { toPlanText } from "../../provider/src/plan/plan-as-text";
import { type Plan, planSchema } from "../../provider/src/plan/plan-schema";
import { readPreview } from "../../provider/src/plan/read-preview";
import type { WorkspaceReference } from "../../provider/src/stack/property-values";
import { type CreatedSendId, readState } from "../../provider/src/stack/state";
import { document, recorded } from "./recordings";

const outdoor: WorkspaceReference = { kind: "known", value: "outdoor-brand" };
const preview = readPreview(document("preview", recorded("two-workspaces")));
const now = new Date("2026-11-23T12:00:00Z");
const createdAt = (workspace: WorkspaceReference, ...times: string[]) => ({
  stack: undefined,
  sendIds: [],
  created: times.map((at) => ({ id: `campaign/${at}`, workspace, at: new Date(at), isExact: true })),
  interrupted: [],
});
const uses = ({ workspaces }: Plan) =>
  workspaces.map(({ workspace, creates, createdToday }) => [workspace.kind, creates, createdToday]);

describe("the day's count", () => {
  it("includes only send IDs created on the day in UTC", () => {
    const states = [
      createdAt(
        outdoor,
        ...["2026-11-22T23:59:59.999Z", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"],
        ...["2026-11-24T01:00:00+02:00", "2026-11-23T01:00:00+02:00"],
      ),
      createdAt({ kind: "default" }, "2026-11-23T23:59:59.999Z"),
    ];
    assert.deepEqual(uses(makePlan({ previews: [preview], states, dailyLimit: 100, now })), [
      ["default", 1, 1],
      ["known", 2, 2],
    ]);
  });

  it("is omitted without a state, and zero with an empty one", () => {
    const plan = (states?: []) =>
      makePlan({ previews: [preview], ...(states && { states }), dailyLimit: 100, now });
    assert.deepEqual(
      uses(plan()).map(([, , today]) => today),
      [null, null],
    );
    assert.deepEqual(
      uses(plan([])).map(([, , today]) => today),
      [0, 0],
    );
  });
});

describe("the bar", () => {
  const cases: [creates: number, createdToday: number | null, dailyLimit: number, expected: string][] = [
    [1, null, 100, "▓░░░░░░░░░░░░░░░░░░░ 1 of 100 per day"],
    [50, null, 100, "▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░ 50 of 100 per day"],
    [100, null, 100, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 100 of 100 per day"],
    [25, 50, 100, "██████████▓▓▓▓▓░░░░░ 75 of 100: at least 50 created today, 25 by this change"],
    [1, 99, 100, "███████████████████▓ 100 of 100: at least 99 created today, 1 by this change"],
    [
      1,
      200,
      100,
      "███████████████████▓ 201 of 100: at least 200 created today, 1 by this change; 101 over the limit",
    ],
    [
      200,
      1,
      100,
      "█▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 201 of 100: at least 1 created today, 200 by this change; 101 over the limit",
    ],
    [1, 0, 0, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 1 of 0: at least 0 created today, 1 by this change; 1 over the limit"],
  ];
  for (const [creates, createdToday, dailyLimit, expected] of cases) {
    it(`shows ${createdToday ?? "no"} + ${creates} of ${dailyLimit}`, () => {
      const plan = { ...makePlan({ previews: [], dailyLimit, now }) };
      const workspace = { workspace: outdoor, creates, createdToday };
      assert.equal(`${bar(workspace, plan)} ${use(workspace, plan)}`, expected);
    });
  }
});

describe("a workspace of an explicit provider", () => {
  /** The preview of two workspaces, and the state, in which an explicit provider has every second send ID. */
  const withProvider = (name: string) => {
    const provider = `urn:pulumi:dev::test::pulumi:providers:braze::${name}::0b0a`;
    const edited = JSON.parse(recorded("two-workspaces"));
    const named = edited.steps.filter(
      ({ newState }: { newState?: { inputs?: { workspace?: string } } }) => newState?.inputs?.workspace,
    );
    assert.equal(named.length, 2);
    named[1].newState.provider = provider;
    return readPreview(document("preview", JSON.stringify(edited)));
  };
  const created: WorkspaceReference = { ...outdoor, provider: "eu" };

  it("is another one than the default provider's with the same name", () => {
    const plan = makePlan({
      previews: [withProvider("eu")],
      states: [createdAt(outdoor, "2026-11-23T01:00:00Z"), createdAt(created, "2026-11-23T02:00:00Z")],
      dailyLimit: 100,
      now,
    });
    assert.deepEqual(uses(plan), [
      ["default", 1, 0],
      ["known", 1, 1],
      ["known", 1, 1],
    ]);
    const text = toPlanText(plan, { colors: false });
    assert.match(text, /^ {2}"outdoor-brand" {15} +█▓/m);
    assert.match(text, /^ {2}"outdoor-brand" of provider "eu" {2}█▓/m);
    assert.match(text, /workspace "outdoor-brand" of provider "eu"$/m);
    assert.doesNotThrow(() => planSchema.parse(plan));
  });

  it("is the default provider's for the provider that the engine adds", () => {
    const plan = makePlan({ previews: [withProvider("default_0_1_0")], dailyLimit: 100, now });
    assert.deepEqual(uses(plan), [
      ["default", 1, null],
      ["known", 2, null],
    ]);
  });
});

describe("a plan over the limit", () => {
  it("names the workspaces", () => {
    const text = toPlanText(makePlan({ previews: [preview], dailyLimit: 1, now }), { colors: false });
    assert.match(text, /"outdoor-brand" +▓{20} {2}2 of 1 per day; 1 over the limit/);
    assert.match(
      text,
      /! Over the daily limit of 1: "outdoor-brand"\. The update creates send IDs until the limit is reached/,
    );
  });
});

describe("an earlier state", () => {
  it("adds send IDs that were created today and removed since, and counts those in both states once", () => {
    const [kept = "", removed = ""] = ["2026-11-23T01:00:00Z", "2026-11-23T02:00:00Z"];
    const plan = makePlan({
      previews: [preview],
      states: [createdAt(outdoor, kept)],
      statesBefore: [createdAt(outdoor, kept, removed)],
      dailyLimit: 100,
      now,
    });
    assert.deepEqual(uses(plan), [
      ["default", 1, 0],
      ["known", 2, 2],
    ]);
    assert.match(toPlanText(plan, { colors: false }), /4 of 100: 2 created today, 2 by this change/);
  });
});

describe("a send ID in several states", () => {
  it("is counted once, also after its stack was renamed or it was moved to another stack", () => {
    const inStack = (stack: string) =>
      readState(
        document(
          stack,
          recorded("state").replaceAll("urn:pulumi:dev::test::", `urn:pulumi:${stack}::test::`),
        ),
      );
    const state = inStack("prod");
    const day = state.created[0]?.at ?? now;
    const plan = (...statesBefore: ReturnType<typeof inStack>[]) =>
      makePlan({ previews: [preview], states: [state], statesBefore, dailyLimit: 100, now: day });
    assert.notDeepEqual(
      uses(plan()),
      uses(makePlan({ previews: [preview], states: [], dailyLimit: 100, now })),
    );
    assert.deepEqual(uses(plan(inStack("dev"))), uses(plan()));
  });
});

describe("a send ID whose creation time or workspace is secret", () => {
  const today = "2026-11-23T01:00:00Z";
  const unknown: WorkspaceReference = { kind: "unknown", secret: true };
  const counts = (created: Partial<CreatedSendId>[], before: Partial<CreatedSendId>[] = []) => {
    const state = (all: Partial<CreatedSendId>[]) => ({
      ...createdAt(outdoor),
      created: all.map((one) => ({ id: "a/b", workspace: outdoor, at: undefined, isExact: false, ...one })),
    });
    const plan = makePlan({
      previews: [preview],
      states: [state(created)],
      statesBefore: [state(before)],
      dailyLimit: 100,
      now,
    });
    return [plan.createdTodayUncertain, ...uses(plan).map(([, , today]) => today)];
  };

  it("counts as created today, unless the engine recorded it before", () => {
    assert.deepEqual(counts([{}]), [1, 0, 1]);
    assert.deepEqual(counts([{ at: new Date(today) }]), [1, 0, 1]);
    assert.deepEqual(counts([{ at: new Date("2026-11-24T00:00:00Z") }]), [1, 0, 1]);
    assert.deepEqual(counts([{ at: new Date("2026-11-22T23:59:59Z") }]), [0, 0, 0]);
  });

  it("counts in every workspace", () => {
    const created = { workspace: unknown, at: new Date(today), isExact: true };
    assert.deepEqual(counts([created]), [1, 1, 1]);
    assert.deepEqual(counts([created], [created]), [1, 1, 1]);
  });

  it("counts in each state if nothing identifies it", () => {
    assert.deepEqual(counts([{}], [{}]), [2, 0, 2]);
  });

  it("counts for a create in an unknown workspace, which may be the fullest", () => {
    const plan = makePlan({
      previews: [readPreview(document("preview", recorded("unknown")))],
      states: [createdAt(outdoor, today, "2026-11-23T02:00:00Z"), createdAt({ kind: "default" }, today)],
      dailyLimit: 100,
      now,
    });
    assert.deepEqual(
      uses(plan).find(([kind]) => kind === "unknown"),
      ["unknown", 1, 2],
    );
  });
});

it("a plan lists week-2 before week-10", () => {
  const step = preview.steps.find(({ op }) => op === "create");
  assert.ok(step);
  const named = (name: string) => ({ ...step, urn: { ...step.urn, name } });
  const steps = ["week-10", "week-2", "week-1"].map(named);
  const { sendIds } = makePlan({ previews: [{ ...preview, steps }], dailyLimit: 100, now });
  assert.deepEqual(
    sendIds.map(({ name }) => name),
    ["week-1", "week-2", "week-10"],
  );
});
