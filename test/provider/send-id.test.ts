import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { type Configuration, readConfiguration } from "../../provider/src/configuration/configuration";
import { sendId } from "../../provider/src/resources/send-id";
import { autoname } from "../../provider/src/resources/send-id/autoname";
import { check } from "../../provider/src/resources/send-id/check";
import { findDuplicates } from "../../provider/src/resources/send-id/find-duplicates";
import { parseImportId } from "../../provider/src/resources/send-id/id";
import { createLedger } from "../../provider/src/resources/send-id/ledger";
import { preview } from "../../provider/src/resources/send-id/preview";
import { read } from "../../provider/src/resources/send-id/read";
import { removalNotice } from "../../provider/src/resources/send-id/remove";
import { dynamicSendIdType, pluginSendIdType } from "../../provider/src/resources/send-id/resource-type";
import { findWarnings } from "../../provider/src/resources/send-id/warnings";
import { unknownValue } from "../../provider/src/resources/unknown";
import { argumentsOf } from "../../tools/generate/schemas";

const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const own = { campaignId, sendId: "own" };
type Arguments = Record<string, unknown>;
type Settings = Pick<Configuration, "apiKeys" | "workspaces" | "problems">;

describe("the types in recorded states", () => {
  it("never change", () =>
    assert.deepEqual(
      [dynamicSendIdType, pluginSendIdType],
      ["pulumi-nodejs:dynamic/braze:BrazeSendId", "braze:index:SendId"],
    ));
});

describe("check", () => {
  const textArguments = argumentsOf(sendId).filter(({ type }) => type === "string");
  const configured = { apiKeys: () => [], workspaces: () => ["indoor", "outdoor"], problems: () => [] };
  const none = { apiKeys: () => [], workspaces: () => [], problems: () => [] };
  const invalid = {
    apiKeys: () => [],
    workspaces: () => ["indoor"],
    problems: () => ["a setting is invalid"],
  };
  const withKey = { ...configured, apiKeys: () => ["f3a1c2d4-0000-4000-8000-5e6f7a8b9c0d"] };
  const garden =
    "is not a configured workspace. Use one of indoor, outdoor, or add it to braze:workspaces or BRAZE_WORKSPACES.";

  const cases: [
    what: string,
    given: Arguments,
    recorded: Arguments,
    configuration: Settings,
    problems: [property: string, reason: string | RegExp][],
  ][] = [
    ["valid arguments", own, {}, configured, []],
    ["arguments that are not known yet", { campaignId: unknownValue, sendId: unknownValue }, {}, none, []],
    ["an unknown value for a boolean", { ...own, adopt: unknownValue }, {}, none, []],
    [
      "several problems",
      { campaignId: "", sendId: "é", x: 1, y: 2 },
      {},
      none,
      [
        ["campaignId", /^must not be empty\./],
        ["sendId", /^must contain only ASCII/],
        ["x", /^is not an argument/],
        ["y", /^is not an argument/],
      ],
    ],
    [
      "adopt without a send ID",
      { campaignId, adopt: true },
      {},
      none,
      [["sendId", /^is required with adopt/]],
    ],
    ...textArguments.map(
      ({ name: argument }) =>
        [
          `the API key as ${argument}, which hides the others`,
          { campaignId: "", [argument]: "x f3a1c2d4-0000-4000-8" },
          {},
          withKey,
          [["", new RegExp(`^${argument} contains the API key`)]],
        ] as (typeof cases)[number],
    ),
    [
      "the API key as the name of an argument, which hides the others",
      { campaignId: "", "f3a1c2d4-0000-4000-8000": "x" },
      {},
      withKey,
      [["", /^The name of an argument contains the API key/]],
    ],
    [
      "the API key in an argument that does not exist",
      { ...own, apiKey: "f3a1c2d4-0000-4000-8000" },
      {},
      withKey,
      [["", /^apiKey contains the API key/]],
    ],
    [
      "a configured workspace whose key resembles its name",
      { ...own, workspace: "outdoor-in-summer" },
      {},
      { ...withKey, apiKeys: () => ["outdoor-in-summer-key"], workspaces: () => ["outdoor-in-summer"] },
      [],
    ],
    [
      "a campaign that contains the key and is named like a workspace",
      { campaignId: "outdoor-in-summer" },
      {},
      { ...withKey, apiKeys: () => ["outdoor-in-summer-key"], workspaces: () => ["outdoor-in-summer"] },
      [["", /^campaignId contains the API key/]],
    ],
    [
      "a workspace whose key resembles its name, with an invalid setting",
      { ...own, workspace: "outdoor-in-summer" },
      {},
      { ...invalid, apiKeys: () => ["outdoor-in-summer-key"], workspaces: () => ["outdoor-in-summer"] },
      [["", /^workspace contains the API key/]],
    ],
    ["an invalid setting", own, {}, invalid, [["", "a setting is invalid"]]],
    [
      "an invalid setting, which may be the reason for an unknown workspace",
      { ...own, workspace: "garden" },
      {},
      invalid,
      [["", "a setting is invalid"]],
    ],
    ["an unchanged send ID, with an invalid setting", own, own, invalid, []],
    ["an unchanged send ID, with rules that have changed", { campaignId: "" }, { campaignId: "" }, none, []],
    [
      "a changed send ID, with an invalid setting",
      own,
      { campaignId },
      invalid,
      [["", "a setting is invalid"]],
    ],
    ["a configured workspace", { ...own, workspace: "outdoor" }, {}, configured, []],
    ["an unknown workspace", { ...own, workspace: "garden" }, {}, configured, [["workspace", garden]]],
    ["an unknown workspace, if none is configured", { ...own, workspace: "garden" }, {}, none, []],
    [
      "the recorded workspace, which is not configured any more",
      { ...own, workspace: "garden", adopt: true },
      { ...own, workspace: "garden" },
      configured,
      [],
    ],
    ["a workspace that is not known yet", { ...own, workspace: unknownValue }, {}, configured, []],
    ["an empty workspace", { ...own, workspace: " " }, {}, configured, [["workspace", /^must not be empty/]]],
    [
      "a workspace of another type",
      { ...own, workspace: 7 },
      {},
      configured,
      [["workspace", /^must be a string/]],
    ],
  ];
  for (const [what, given, recorded, configuration, expected] of cases)
    it(`finds ${expected.length || "no"} problem${expected.length === 1 ? "" : "s"}: ${what}`, () => {
      const problems = check(given, recorded, configuration);
      assert.deepEqual(
        problems.map(({ property }) => property),
        expected.map(([property]) => property),
      );
      for (const [at, [, reason]] of expected.entries())
        if (typeof reason === "string") assert.equal(problems[at]?.reason, reason);
        else assert.match(problems[at]?.reason ?? "", reason);
    });
});

describe("arguments of several megabytes", () => {
  const script = (args: string) => `
    const { check, toFailure } = require("./dist/resources/send-id/check");
    const key = "f3a1c2d4-0000-4000-8000-5e6f7a8b9c0d";
    const configuration = { apiKeys: () => [key, key], workspaces: () => ["outdoor"], problems: () => [] };
    const long = key + "x".repeat(3_000_000);
    console.log(JSON.stringify(check(${args}, {}, configuration).map(toFailure)));`;
  const cases: [args: string, reasons: RegExp[]][] = [
    ["{ campaignId: long }", [/^campaignId must have at most 256 characters, but has 3000036\./]],
    [`{ campaignId: "c", sendId: long }`, [/^sendId must have at most 64 characters, but has 3000036\./]],
    [
      `{ campaignId: "c", workspace: long }`,
      [/^workspace must have at most 256 characters, but has 3000036\./, /^workspace is not a configured/],
    ],
  ];
  for (const [args, reasons] of cases)
    it(`are rejected within a small heap, without their value: ${args}`, () => {
      const output = execFileSync(process.execPath, ["--max-old-space-size=100", "-e", script(args)], {
        cwd: dirname(require.resolve("pulumi-braze/package.json")),
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
      const failures = JSON.parse(output) as { property: string; reason: string }[];
      assert.equal(failures.length, reasons.length, output);
      for (const [at, { property, reason }] of failures.entries()) {
        assert.equal(property, "");
        assert.match(reason, reasons[at] as RegExp);
        assert.ok(!reason.includes("f3a1c2d4"));
      }
    });
});

describe("warnings", () => {
  const configuration = (stack: Record<string, string>, environment = {}, providerName?: string) =>
    readConfiguration((name) => stack[name], environment, providerName);
  const [none, configured] = [configuration({}), configuration({ "braze:workspaces": '{"outdoor":{}}' })];
  const emulator = { BRAZE_REST_ENDPOINT: "http://127.0.0.1:8080/" };
  const overridden = configuration({ "braze:instance": "US-06" }, emulator);
  const rejects =
    /Braze rejects an unknown identifier, and a rejected request may count toward the daily limit\.$/;

  const cases: [
    what: string,
    given: Arguments,
    recorded: Arguments,
    settings: Configuration,
    warnings: RegExp[],
  ][] = [
    ["a usual identifier", own, {}, none, []],
    ["an identifier in upper case", { campaignId: campaignId.toUpperCase() }, {}, none, []],
    [
      "an unusual identifier",
      { campaignId: "summer-campaign" },
      {},
      none,
      [
        /^campaignId "summe…" \(15 characters\) does not look like a Campaign API Identifier, such as d8b73da7-/,
      ],
    ],
    ["an unusual identifier, to be created", { campaignId: "summer-campaign" }, {}, none, [rejects]],
    [
      "an unusual identifier, to be adopted",
      { campaignId: "x", sendId: "s", adopt: true },
      {},
      none,
      [/With adopt: true, it is recorded as it is\.$/],
    ],
    ["text before an identifier", { campaignId: `x${campaignId}` }, {}, none, [/37 characters/]],
    ["text after an identifier", { campaignId: `${campaignId}x` }, {}, none, [/37 characters/]],
    [
      "an unusual identifier that is recorded",
      { campaignId: "x", sendId: "s" },
      { campaignId: "x" },
      none,
      [],
    ],
    [
      "an unchanged send ID",
      { campaignId: "x", workspace: "w" },
      { campaignId: "x", workspace: "w" },
      none,
      [],
    ],
    [
      "a workspace, if none is configured",
      { ...own, workspace: "garden" },
      {},
      none,
      [/^"garden" is not a configured workspace\. Add it to braze:workspaces .* The update requires it\.$/],
    ],
    ["a workspace, if any is configured", { ...own, workspace: "garden" }, {}, configured, []],
    ["a workspace, if adopted", { ...own, workspace: "garden", adopt: true }, {}, none, []],
    ["a workspace that is not known yet", { ...own, workspace: unknownValue }, {}, none, []],
    ["no workspace", own, { campaignId }, none, []],
    ["a removed workspace", own, { ...own, workspace: "w" }, none, []],
    ["the recorded workspace", { ...own, workspace: "w" }, { campaignId, workspace: "w" }, none, []],
    [
      "an emulator that the stack's configuration overrides",
      own,
      {},
      overridden,
      [
        /^The emulator at http:\/\/127\.0\.0\.1:8080 .* because the stack's configuration sets .* at https:\/\/rest\.iad-06\.braze\.com\.$/,
      ],
    ],
    [
      "an emulator that an explicit provider overrides",
      own,
      {},
      configuration({ "braze:endpoint": "https://rest.iad-06.braze.com" }, emulator, "eu"),
      [/because the provider "eu" sets/],
    ],
    ["an emulator that is used", own, {}, configuration({}, emulator), []],
    [
      "an emulator in the environment and another in the stack",
      own,
      {},
      configuration({ "braze:endpoint": "http://localhost:1" }, emulator),
      [],
    ],
    [
      "an instance that overrides another",
      own,
      {},
      configuration({ "braze:instance": "US-06" }, { BRAZE_REST_ENDPOINT: "https://rest.fra-01.braze.eu" }),
      [],
    ],
    [
      "an instance that overrides what is not an address",
      own,
      {},
      configuration({ "braze:instance": "US-06" }, { BRAZE_REST_ENDPOINT: "x" }),
      [],
    ],
    ["an instance alone", own, {}, configuration({ "braze:instance": "US-06" }), []],
    ["an emulator, for a recorded send ID", own, own, overridden, []],
    ["an emulator, for one that is adopted", { ...own, adopt: true }, {}, overridden, []],
    [
      "an emulator, for another workspace",
      { ...own, workspace: "outdoor" },
      {},
      configuration({ "braze:instance": "US-06", "braze:workspaces": '{"outdoor":{}}' }, emulator),
      [],
    ],
  ];
  for (const [what, given, recorded, settings, expected] of cases)
    it(`${expected.length || "none"}: ${what}`, () => {
      const warnings = findWarnings(given, recorded, settings);
      assert.equal(warnings.length, expected.length, warnings.join("\n"));
      for (const [at, text] of expected.entries()) assert.match(warnings[at] ?? "", text);
    });
});

describe("autonaming", () => {
  const propose = { proposedName: "sale-7c1f2d", mode: 0 } as const;
  const disabled = { proposedName: "", mode: 2 } as const;
  const generated = { campaignId };
  const cases: [
    what: string,
    given: Arguments,
    recorded: Arguments,
    autonaming: typeof propose | typeof disabled | undefined,
    inputs: Arguments,
  ][] = [
    ["is off unless it is configured", generated, {}, undefined, generated],
    ["names a new send ID", generated, {}, propose, { campaignId, sendId: "sale-7c1f2d" }],
    ["keeps a custom send ID", own, {}, propose, own],
    ["keeps an adopted send ID", { campaignId, adopt: true }, {}, propose, { campaignId, adopt: true }],
    [
      "names one that is not adopted",
      { campaignId, adopt: false },
      {},
      propose,
      { campaignId, adopt: false, sendId: "sale-7c1f2d" },
    ],
    ["keeps a recorded name", generated, own, propose, own],
    ["keeps one that Braze generated", generated, generated, propose, generated],
    ["keeps a recorded name if disabled", generated, own, disabled, own],
  ];
  for (const [what, given, recorded, autonaming, inputs] of cases)
    it(what, () => assert.deepEqual(autoname(given, recorded, autonaming), { inputs, problems: [] }));

  it("requires a send ID if disabled", () =>
    assert.deepEqual(autoname(generated, {}, disabled), {
      inputs: generated,
      problems: [
        {
          property: "sendId",
          reason: "is required, because pulumi:autonaming is disabled for this resource.",
        },
      ],
    }));
});

describe("duplicates", () => {
  const urn = (name: string, project = "shop") => `urn:pulumi:dev::${project}::braze:index:SendId::${name}`;
  const connection = (workspace = "") => ({
    endpoint: "https://rest.iad-06.braze.com",
    apiKey: workspace === "outdoor" ? "another-key" : "a-key",
  });
  const find = (...declared: [urn: string, args: Arguments][]) => {
    const duplicates = findDuplicates(createLedger({ connection }));
    return declared.map(([urn, args]) => duplicates(urn, args)).at(-1);
  };

  it("are two resources with the same pair", () =>
    assert.deepEqual(find([urn("a"), own], [urn("b"), { ...own, adopt: true }]), [
      {
        property: "",
        reason:
          '"a" and "b" declare the same send ID for the same campaign. Braze may count it twice, so "b" is not created. ' +
          "Declare it once, and use its sendId wherever it is needed.",
      },
    ]));

  describe("of what is recorded", () => {
    /** What a check of the second resource finds, after the first one was checked. */
    const findAfter = (...recorded: string[]) => {
      const ledger = createLedger({ connection });
      for (const name of recorded) ledger.record(ledger.keyOf(own), urn(name));
      const duplicates = findDuplicates(ledger);
      assert.deepEqual(duplicates(urn("first"), { campaignId, sendId: "unrelated" }), []);
      return (name: string, args: Arguments = own) => duplicates(urn(name), args)[0]?.reason;
    };

    it("say which resource is recorded, and which is new, in any order", () => {
      const says =
        /^"copy" declares a send ID that "old" has recorded .*, so "copy" is not created\. Declare it once/;
      const found = findAfter("old");
      assert.equal(found("old"), undefined);
      assert.match(found("copy") ?? "", says);
      const reversed = findAfter();
      assert.equal(reversed("copy"), undefined);
      const ledger = createLedger({ connection });
      const duplicates = findDuplicates(ledger);
      assert.deepEqual(duplicates(urn("copy"), own), []);
      ledger.record(ledger.keyOf(own), urn("old"));
      assert.match(duplicates(urn("old"), own)[0]?.reason ?? "", says);
    });

    it("say that the new one was requested before the recorded one was checked", () => {
      const ledger = createLedger({ connection });
      const duplicates = findDuplicates(ledger);
      const key = ledger.keyOf(own) ?? assert.fail();
      assert.deepEqual(duplicates(urn("copy"), own), []);
      ledger.requested.set(key, { resource: urn("copy"), outcome: "created" });
      ledger.record(key, urn("old"));
      assert.match(
        duplicates(urn("old"), own)[0]?.reason ?? "",
        /^"copy" declares a send ID that "old" has recorded .* twice\. It was already requested again\. Declare it once/,
      );
    });

    it("are refused, even if the resource that has recorded it declares another one", () =>
      assert.match(findAfter("old")("copy") ?? "", /"old" has recorded/));

    it("can be adopted, if the resource that has recorded it declares another one", () =>
      assert.equal(findAfter("old")("copy", { ...own, adopt: true }), undefined));

    it("are named if both are recorded", () => {
      const found = findAfter("old", "older");
      found("older");
      assert.match(
        found("old") ?? "",
        /^"older" and "old" have recorded the same send ID .* Remove one of them/,
      );
    });
  });

  it("are two names of one connection", () => {
    const duplicates = findDuplicates(createLedger({ connection: () => connection() }));
    duplicates(urn("a"), own);
    assert.equal(duplicates(urn("b"), { ...own, workspace: "same" }).length, 1);
  });

  it("have their URN in the message if the names are the same", () =>
    assert.match(
      find([urn("x::a"), own], [urn("x::a", "club"), own])?.[0]?.reason ?? "",
      /^"urn:pulumi:dev::shop::braze:index:SendId::x::a" and "x::a" declare/,
    ));

  it("are not what a resource declared before it was checked again", () =>
    assert.deepEqual(find([urn("a"), own], [urn("a"), { ...own, sendId: "other" }], [urn("b"), own]), []));

  const different: [what: string, Arguments, Arguments][] = [
    ["send ID", own, { ...own, sendId: "other" }],
    ["campaign", own, { ...own, campaignId: "other" }],
    ["workspace", own, { ...own, workspace: "outdoor" }],
    ["generated send ID", { campaignId }, { campaignId }],
  ];
  for (const [what, one, another] of different)
    it(`are not those with another ${what}`, () =>
      assert.deepEqual(find([urn("a"), one], [urn("b"), another]), []));

  for (const property of ["campaignId", "sendId", "workspace"])
    it(`are not recognized while the ${property} is unknown`, () => {
      const args = { ...own, [property]: unknownValue };
      assert.deepEqual(find([urn("a"), args], [urn("b"), args]), []);
    });

  it("are not one resource that is checked twice", () =>
    assert.deepEqual(find([urn("a"), own], [urn("a"), own]), []));
});

describe("the ID to import", () => {
  const pair = `${campaignId}/own`;
  const cases: [id: string, workspaces: string[], expected: { id: string; workspace?: string }][] = [
    [pair, [], { id: pair }],
    [pair, ["outdoor"], { id: pair }],
    [`outdoor@${pair}`, ["outdoor"], { id: pair, workspace: "outdoor" }],
    [`outdoor@${pair}`, [], { id: pair, workspace: "outdoor" }],
    [`brand@eu@${pair}`, ["brand", "brand@eu"], { id: pair, workspace: "brand@eu" }],
    [`brand@eu@${pair}`, ["brand@eu", "brand"], { id: pair, workspace: "brand@eu" }],
    [`a/b@${pair}`, ["a/b"], { id: pair, workspace: "a/b" }],
    [`${campaignId}/a@b`, [], { id: `${campaignId}/a@b` }],
    [`${campaignId}/a@b/c`, ["outdoor"], { id: `${campaignId}/a@b/c` }],
    ["outdoor@own", [], { id: "outdoor@own" }],
    [`@${pair}`, [], { id: `@${pair}` }],
    [`outdoorsy@${pair}`, ["outdoor"], { id: pair, workspace: "outdoorsy" }],
  ];
  for (const [id, workspaces, expected] of cases)
    it(`${id}, with the workspaces ${JSON.stringify(workspaces)}`, () =>
      assert.deepEqual(parseImportId(id, workspaces), expected));
});

describe("preview", () => {
  const cases: [what: string, args: Parameters<typeof preview>[0], expected: Arguments][] = [
    ["a custom send ID", own, { ...own, createdAt: unknownValue }],
    ["a generated one", { campaignId }, { campaignId, sendId: unknownValue, createdAt: unknownValue }],
    ["an adopted one", { ...own, adopt: true }, own],
    ["one of a workspace", { ...own, workspace: "w" }, { ...own, workspace: "w", createdAt: unknownValue }],
  ];
  for (const [what, args, expected] of cases)
    it(`shows ${what}`, () => assert.deepEqual(preview(args), expected));
});

describe("read", () => {
  const known = (...workspaces: string[]) => ({ workspaces: () => workspaces, providerName: undefined });
  const warnings: string[] = [];
  const readOne = (id: string, recorded: object, configuration = known()) =>
    read(id, { ...recorded }, configuration, (line) => warnings.push(line));
  it("returns what is recorded", () => {
    const recorded = { ...own, workspace: "w", createdAt: "2026-11-24T00:00:00.000Z" };
    assert.deepEqual(readOne(`${campaignId}/own`, recorded), { id: `${campaignId}/own`, state: recorded });
  });
  it("takes the pair from the ID if nothing is recorded", () =>
    assert.deepEqual(readOne(`${campaignId}/own/1`, {}), {
      id: `${campaignId}/own/1`,
      state: { campaignId, sendId: "own/1" },
      args: { campaignId, sendId: "own/1" },
    }));
  it("takes the workspace from the ID if nothing is recorded", () => {
    const id = `${campaignId}/own`;
    assert.deepEqual(readOne(`out@door@${id}`, {}, known("out@door")), {
      id,
      state: { ...own, workspace: "out@door" },
      args: { ...own, workspace: "out@door" },
    });
    assert.equal(readOne(`x@${id}`, own).id, `x@${id}`);
  });
  it("warns of a workspace that is not configured, and records it", () => {
    const { state } = readOne(`outdoor@${campaignId}/own`, {}, known("indoor"));
    assert.equal(state.workspace, "outdoor");
    assert.match(warnings.join("\n"), /^"outdoor" is not a configured workspace.* It is recorded anyway\.$/);
  });
  it("rejects another ID", () =>
    assert.throws(() => readOne("own", {}), {
      message: '"own" is not the ID of a send ID resource. Use "<campaignId>/<sendId>".',
    }));
});

describe("the notice of a removal", () => {
  it("names the send ID", () =>
    assert.equal(
      removalNotice(own, undefined),
      `Braze cannot delete a send ID: "own" of campaign ${campaignId} is removed from the state and remains in Braze.`,
    ));
});
