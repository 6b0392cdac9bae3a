import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../provider/src/plan/plan-schema";
import { planSchema } from "../../provider/src/plan/plan-schema";
import { setClock } from "../support/clock";
import { type CommandRun, cli, pulumiBraze, pulumiBrazeProcess } from "../support/pulumi-braze";
import { formats, planFor, recorded, recording } from "./recordings";

const plan = (args: string[], stdin: string | Buffer = "") => pulumiBraze(["plan", ...args], { stdin });

/** Runs it as it is installed. */
const planProcess = (args: string[], stdin = "") => pulumiBrazeProcess(["plan", ...args], { stdin });

/** The recorded preview, of another stack. */
const ofStack = (stack: string, name: "create" | "realistic" = "create") =>
  recorded(name).replaceAll("urn:pulumi:dev::", `urn:pulumi:${stack}::`);

describe("pulumi-braze plan", () => {
  setClock("2026-11-24T12:00:00Z");
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-plan-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };

  it("reads a file, standard input, or - for standard input", async () => {
    const runs = await Promise.all([
      planProcess([recording("create")]),
      planProcess([], recorded("create")),
      planProcess(["-"], recorded("create")),
    ]);
    for (const run of runs) assert.deepEqual(run, { ...(runs[0] as CommandRun), code: 0, stderr: "" });
    assert.match(runs[0]?.stdout ?? "", /^Braze send IDs: 2 to create\.\n/);
    assert.match(runs[0]?.stdout ?? "", /2 of 100 per day/);
  });

  it("reads what Windows PowerShell writes to a file, and every byte order, with and without a mark", async () => {
    const text = `\ufeff${recorded("create")}`;
    const encoded = [text, recorded("create")].flatMap((text) => [
      ...[Buffer.from(text), Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16()],
    ]);
    for (const bytes of encoded) {
      const { code, stdout } = await plan([], bytes);
      assert.equal(code, 0);
      assert.match(stdout, /^Braze send IDs: 2 to create\.\n/);
    }
  });

  it("counts several stacks together, and distinguishes their send IDs", async () => {
    const [first, second] = await Promise.all([
      file("a", ofStack("a")),
      file("b", ofStack("b", "realistic")),
    ]);
    const [text, markdown] = await Promise.all([
      plan([first, second]),
      plan([first, second, "--format", "markdown"]),
    ]);
    assert.match(text.stdout, /default workspace .* 6 of 100 per day/);
    assert.match(text.stdout, /default workspaces of all stacks are counted as one workspace/);
    assert.match(text.stdout, /\+ create {2}"autumn" of "test\/a": new/);
    assert.match(markdown.stdout, /\| Stack \| Resource \|[\s\S]*\| `test\/b` \| `outdoor` \|/);
  });

  it("adds the send IDs created today, from several states", async () => {
    const [earliest, latest] = ["2026-11-24T00:00:00.000Z", "2026-11-24T23:59:59.999Z"];
    const states = await Promise.all(
      [["a", earliest] as const, ["b", latest] as const].map(([stack, createdAt]) => {
        const state = recorded("state").replaceAll("urn:pulumi:dev::", `urn:pulumi:${stack}::`);
        return file(`state-${stack}`, state.replace(/"createdAt": "[^"]+"/g, `"createdAt": "${createdAt}"`));
      }),
    );
    const [first, second] = states.map((state) => ["--state", state]);
    const { stdout } = await plan([
      ...(first ?? []),
      recording("two-workspaces"),
      ...["--format", "json"],
      ...(second ?? []),
    ]);
    const printed = planSchema.parse(JSON.parse(stdout)) as Plan;
    assert.equal(printed.today, "2026-11-24");
    assert.deepEqual(printed.workspaces, [
      { workspace: { kind: "default" }, creates: 1, createdToday: 4 },
      { workspace: { kind: "known", value: "outdoor-brand" }, creates: 2, createdToday: 2 },
    ]);
    const over = await plan([
      recording("two-workspaces"),
      "--fail-over",
      "4",
      ...(first ?? []),
      ...(second ?? []),
    ]);
    assert.equal(over.code, 3);
    assert.match(over.stderr, /would create 1 send ID, 5 with the 4 created today\.\n$/);
  });

  const objections: [args: string[], code: number, stderr: RegExp][] = [
    [["realistic", "--fail-over", "4"], 0, /^$/],
    [["realistic", "--fail-over", "3"], 3, /^--fail-over 3: a workspace would create 4 send IDs\.\n$/],
    [["realistic", "--fail-on-replace"], 4, /^--fail-on-replace: 2 to replace\.\n$/],
    [["realistic", "--fail-on-replace", "--fail-over", "0"], 3, /--fail-over[\s\S]*--fail-on-replace/],
    [["create", "--fail-on-replace", "--fail-over", "2"], 0, /^$/],
    [["adopt", "--fail-over", "0"], 0, /^$/],
    [["remove", "--fail-on-replace", "--fail-over", "0"], 0, /^$/],
    [["no-change", "--fail-on-replace", "--fail-over", "0"], 0, /^$/],
    // Creates in an unknown workspace may be in the workspace that already has five.
    [["unknown", "--fail-over", "6"], 0, /^$/],
    [["unknown", "--fail-over", "5"], 3, /would create 6 send IDs/],
    [
      ["create", "--daily-limit", "1", "--format", "markdown"],
      0,
      /^warning: Over the daily limit of 1: default workspace\. .*\n$/,
    ],
    // The plan itself says so.
    [["create", "--daily-limit", "1"], 0, /^$/],
    // One removed by name, and one that Braze generated, replaced.
    [["remove", "--fail-on-removal"], 6, /^--fail-on-removal: 2 to remove from the state/],
    [["replace-campaign", "--fail-on-removal"], 6, /^--fail-on-removal: 1 /],
    [["replace-send-id", "--fail-on-removal"], 0, /^$/],
    [["create", "--fail-on-removal"], 0, /^$/],
  ];
  for (const [[change, ...args], code, stderr] of objections) {
    it(`exits with ${code}: ${change} ${args.join(" ")}`, async () => {
      const run = await plan([recording(change as "create"), ...args]);
      assert.equal(run.code, code);
      assert.match(run.stderr, stderr);
      assert.match(run.stdout, /^(### )?Braze send IDs: /);
    });
  }

  const refusals: [what: string, args: string[], stdin: string, stderr: RegExp, run?: typeof planProcess][] =
    [
      ["an empty input", [], "", /^error: standard input is empty\. .*\n$/],
      ["garbage", [], "\u001b[31mboom", /^error: standard input is not JSON\. .*\n$/],
      ["a failed preview", [recording("failed")], "", /is a failed preview: .*\n$/],
      [
        "a missing file",
        ["no/such\u001bfile"],
        "",
        /^error: no\/such\\u\{1b\}file cannot be read: the file does not exist\.\n$/,
      ],
      ["a folder", [__dirname], "", /cannot be read: it is a folder\.\n$/],
      [
        "a stack twice",
        [recording("create"), recording("adopt")],
        "",
        /belongs to the stack test\/dev, like .*create.json\. /,
      ],
      [
        "a state twice",
        [recording("create"), "--state", recording("state"), "--state", recording("state")],
        "",
        /Give each stack once/,
      ],
      ["a state as a preview", [recording("state")], "", /given with --state/],
      [
        "a preview as a state",
        [recording("create"), "--state", recording("create")],
        "",
        /takes without --state/,
      ],
      ["an unknown option", ["--frobnicate"], "", /unknown option '--frobnicate'/],
      ["an unknown format", ["--format", "xml"], "", /Allowed choices are terminal, markdown, json/],
      [
        "an input over the size limit, which is counted while reading",
        ["--max-input-size", "1"],
        "x".repeat(1_000_001),
        /^error: standard input is larger than the limit of 1 MB\.\n$/,
        planProcess,
      ],
      [
        "a device without an end",
        ["--max-input-size", "2", "/dev/zero"],
        "",
        /^error: \/dev\/zero is larger than the limit of 2 MB/,
        planProcess,
      ],
      [
        "--fail-on-interrupted without --state",
        [recording("create"), "--fail-on-interrupted"],
        "",
        /--fail-on-interrupted requires --state\.\n$/,
      ],
      ["standard input twice", ["-", "--state", "-"], "", /Standard input can be given only once\.\n$/],
      [
        "a state without a preview, from a pipe that should bring one",
        ["--state", recording("state")],
        "",
        /^error: standard input is empty\./,
        planProcess,
      ],
      ["a limit that is not a number", ["--fail-over", "-1"], "", /It must be a whole number/],
    ];
  for (const [what, args, stdin, stderr, run = plan] of refusals) {
    it(`exits with 2: ${what}`, async () => {
      const { code, stdout, stderr: printed } = await run(args, stdin);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(printed, stderr);
      assert.equal(printed.trim().split("\n").length, 1);
    });
  }

  it("lists interrupted creates from a state, without a preview", async () => {
    const state = JSON.parse(recorded("state"));
    const { urn, type } = state.deployment.resources.find(({ urn }: { urn: string }) =>
      urn.endsWith("::spring"),
    );
    state.deployment.pending_operations = [
      {
        type: "creating",
        resource: { urn: `${urn}-2`, type, inputs: { campaignId: "c", sendId: "spring-2" } },
      },
    ];
    const path = await file("interrupted", JSON.stringify(state));
    for (const [args, code] of [
      [["--state", path], 0],
      [["--state", path, "--fail-on-interrupted"], 5],
    ] as const) {
      const run = spawnSync(process.execPath, [cli, "plan", ...args], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
      assert.equal(run.status, code, run.stderr);
      assert.match(run.stdout, /interrupted while creating "spring-2" \(send ID "spring-2"\)/);
      assert.match(run.stdout, /`adopt: true`[\s\S]*`pulumi refresh --clear-pending-creates`/);
    }
  });

  it("prints the schema of its JSON", async () => {
    const { code, stdout } = await plan(["--schema"]);
    assert.equal(code, 0);
    const schema = JSON.parse(stdout);
    assert.equal(schema.properties.version.const, 1);
    const undescribed = Object.entries<{ description?: string }>(schema.properties).filter(
      ([, { description }]) => description === undefined,
    );
    assert.deepEqual(undescribed, []);
  });

  it("documents its exit codes in its help", async () => {
    const { code, stdout } = await plan(["--help"]);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /Exit codes: 0 .*; 2 .*;\s+3 --fail-over; 4 --fail-on-replace.*; 6 --fail-on-removal/,
    );
  });

  it("does not fail if the reader closes the pipe", async () => {
    const child = spawn(process.execPath, [cli, "plan", recording("realistic")]);
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (text) => (stderr += text));
    const code = await new Promise((done) => child.on("close", done));
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  });

  /** A preview that creates as many send IDs, or as many resources of another type. */
  function largePreview(count: number, type?: string): string {
    const preview = JSON.parse(recorded("create"));
    const step = preview.steps.find(({ op }: { op: string }) => op === "create");
    for (let index = 0; index < count; index++) {
      const urn = `${step.urn}-${index}`;
      preview.steps.push({
        ...step,
        urn: type === undefined ? urn : urn.replace(/::[^:]+:[^:]+:BrazeSendId::/, `::${type}::`),
      });
    }
    return JSON.stringify(preview);
  }

  it("handles 10,000 send IDs in every format", async () => {
    const path = await file("large", largePreview(10_000));
    for (const format of ["terminal", "markdown", "json"]) {
      const { code, stdout } = await plan([path, "--format", format]);
      assert.equal(code, 0);
      assert.ok(stdout.includes("10002"));
    }
  });

  it("does not keep resources of other types in memory", async () => {
    const path = await file("others", largePreview(40_000, "aws:s3/bucket:Bucket"));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--max-old-space-size=64", cli, "plan", path],
      { encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^Braze send IDs: 2 to create\.\n/);
  });

  it("takes processor time in proportion to the number of send IDs", () => {
    const secondsFor = (count: number) => {
      const text = largePreview(count);
      const before = process.cpuUsage();
      formats.terminal(planFor(text));
      return process.cpuUsage(before).user / 1e6;
    };
    secondsFor(1000);
    // A few hundredths of a millisecond each; a quadratic step would multiply it.
    assert.ok(secondsFor(20_000) < 10);
  });
});
