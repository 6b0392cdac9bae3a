import assert from "node:assert/strict";
import { listSendIds } from "../../provider/src/stack/list-send-ids";
import { readState } from "../../provider/src/stack/state";
import { document, recorded, recording } from "../plan/recordings";
import { pulumiBraze } from "../support/pulumi-braze";

const now = new Date("2026-11-26T12:00:00Z");
const campaignId = "aaaaaaaa-0b7c-4c72-9d80-e59c7f20f0d3";

/** A state with one send ID of the plugin, in an explicit provider, which `edit` may change. */
function pluginState(edit: (resource: Record<string, unknown>) => object = (resource) => resource) {
  const resource = {
    urn: "urn:pulumi:prod::shop::braze:index:SendId::eu",
    custom: true,
    id: `${campaignId}/eu-sale`,
    type: "braze:index:SendId",
    provider: "urn:pulumi:prod::shop::pulumi:providers:braze::eu-brand::0b0a",
    inputs: { campaignId, sendId: "eu-sale" },
    outputs: { campaignId, sendId: "eu-sale", createdAt: "2026-11-20T08:00:00.000Z" },
  };
  const interrupted = { urn: "urn:pulumi:prod::shop::braze:index:SendId::lost", inputs: { campaignId } };
  return readState(
    document(
      "state",
      JSON.stringify({
        version: 3,
        deployment: {
          resources: [edit(resource)],
          pending_operations: [{ type: "creating", resource: interrupted }],
        },
      }),
    ),
  );
}
const dynamicState = readState(document("state", recorded("state")));

describe("the send IDs of a state", () => {
  it("are read from a stack of the dynamic host: custom, generated, in a workspace, and read by get", () => {
    assert.deepEqual(
      dynamicState.sendIds.map(({ name, host, workspace, generated, adopted, createdAt }) => [
        ...[name, host, workspace, generated, adopted, createdAt !== undefined],
      ]),
      [
        ["elsewhere", "dynamic", undefined, false, false, false],
        ["outdoor", "dynamic", "outdoor-brand", false, false, true],
        ["spring", "dynamic", undefined, false, false, true],
        ["weekly", "dynamic", undefined, true, false, true],
      ].sort(([a], [b]) => String(a).localeCompare(String(b))),
    );
  });

  it("are read from a stack of the plugin, with the explicit provider and interrupted creates", () => {
    const { sendIds, interrupted } = pluginState();
    assert.deepEqual(sendIds, [
      {
        ...{ project: "shop", stack: "prod", name: "eu", host: "plugin", campaignId, sendId: "eu-sale" },
        provider: { name: "eu-brand", settings: undefined, isEncrypted: false },
        createdAt: new Date("2026-11-20T08:00:00Z"),
        ...{ generated: false, adopted: false },
      },
    ]);
    assert.deepEqual(interrupted, [{ project: "shop", stack: "prod", name: "lost", campaignId }]);
  });

  it("name no provider for the default ones, whose names carry a version", () => {
    const named = (name: string) => {
      const provider = `urn:pulumi:prod::shop::pulumi:providers:braze::${name}::0b0a`;
      return pluginState((resource) => ({ ...resource, provider })).sendIds[0]?.provider?.name;
    };
    for (const name of [
      ...["default", "default_0_1_0", "default_0_1_0_alpha_1", "default_https_/example.com/releases"],
      ...["default_0_1_0_https_/example.com/releases", "default_github_/api.github.com/owner/repository"],
    ])
      assert.equal(named(name), undefined, name);
    for (const name of ["default_eu", "default_2", "default-1", "my_default_0_1_0", "a/default_https_/b"])
      assert.equal(named(name), name);
  });

  it("name a provider that is declared in a component, and none of another package", () => {
    const named = (type: string, name = "eu") => {
      const provider = `urn:pulumi:prod::shop::${type}::${name}::0b0a`;
      return pluginState((resource) => ({ ...resource, provider })).sendIds[0]?.provider?.name;
    };
    assert.equal(named("shop:index:Brand$pulumi:providers:braze"), "eu");
    assert.equal(named("shop:index:Shop$shop:index:Brand$pulumi:providers:braze", "a::b"), "a::b");
    assert.equal(named("pulumi:providers:aws", "x::pulumi:providers:braze::eu"), undefined);
  });

  it("have no creation time that is not in ISO 8601", () => {
    for (const createdAt of ["+1", "1", "2026-02-30T08:00:00.000Z", "November 20, 2026", ""]) {
      const { sendIds, created } = pluginState((resource) => ({ ...resource, outputs: { createdAt } }));
      assert.equal(sendIds[0]?.createdAt, undefined, createdAt);
      assert.equal(created[0]?.at, undefined, createdAt);
    }
  });

  it("omit a replaced send ID that is not deleted yet", () => {
    assert.deepEqual(pluginState((resource) => ({ ...resource, delete: true })).sendIds, []);
  });
});

describe("the list of send IDs", () => {
  it("is a table of all stacks", () => {
    const lines = listSendIds([dynamicState, pluginState()], "terminal", now).split("\n");
    assert.match(lines[0] ?? "", /^STACK +WORKSPACE +NAME +CAMPAIGN +SEND ID +CREATED \(UTC\) +AGE +ORIGIN$/);
    const line = (name: string) => lines.find((line) => line.includes(` ${name} `)) ?? "";
    assert.match(line("weekly"), /^test\/dev +\(default\) +weekly .* < 1 d +generated$/);
    assert.match(line("elsewhere"), / - +- +existing$/);
    assert.match(line("eu"), /^shop\/prod +\(provider\) eu-brand +eu .* 2026-11-20 08:00 +6 d +custom$/);
    assert.match(line("lost"), new RegExp(`lost +${campaignId} +\\? +- +- +interrupted: may exist$`));
  });

  it("is JSON", () => {
    const { version, sendIds, interrupted } = JSON.parse(listSendIds([pluginState()], "json", now));
    assert.equal(version, 1);
    assert.deepEqual(sendIds, [
      {
        ...{ project: "shop", stack: "prod", name: "eu", host: "plugin", workspace: null },
        ...{ provider: "eu-brand", campaignId, sendId: "eu-sale", createdAt: "2026-11-20T08:00:00.000Z" },
        ...{ ageInDays: 6, origin: "custom", secret: [] },
      },
    ]);
    assert.deepEqual(interrupted, [
      { project: "shop", stack: "prod", name: "lost", campaignId, sendId: null, secret: [] },
    ]);
  });

  it("lists a send ID and an interrupted create once if several files have them", () => {
    const all = [dynamicState, pluginState()];
    for (const format of ["terminal", "json", "csv", "pairs"] as const)
      assert.equal(listSendIds([...all, ...all], format, now), listSendIds(all, format, now));
  });

  it("lists a send ID once, as in the first file, if its declaration has changed since", () => {
    const inputs = { campaignId, sendId: "eu-sale" };
    const states = [
      { type: "pulumi-nodejs:dynamic/braze:BrazeSendId", inputs: { ...inputs, adopt: true } },
      { type: "pulumi-nodejs:dynamic/braze:BrazeSendId", inputs },
      { type: "braze:index:SendId", inputs },
    ].map((declared) => pluginState((resource) => ({ ...resource, ...declared, outputs: inputs })));
    for (const format of ["terminal", "pairs"] as const)
      assert.equal(listSendIds(states, format, now), listSendIds(states.slice(0, 1), format, now));
  });

  it("is CSV", () => {
    assert.equal(
      listSendIds([pluginState()], "csv", now),
      "project,stack,name,host,workspace,provider,campaign_id,send_id,created_at,age_days,origin\n" +
        `shop,prod,eu,plugin,,eu-brand,${campaignId},eu-sale,2026-11-20T08:00:00.000Z,6,custom\n` +
        `shop,prod,lost,,,,${campaignId},,,,interrupted\n`,
    );
  });

  it("is pairs, without interrupted creates", () => {
    assert.equal(listSendIds([pluginState()], "pairs", now), `${campaignId}:eu-sale\n`);
  });

  it("is safe to print and to open in every format", () => {
    for (const text of [
      '=HYPERLINK("https://evil.example")',
      "+1",
      "@x",
      "a\nb",
      "\u001b[2J\u009b\u007f\u202e",
      "##vso[task.complete]",
      "##[error]",
      "::set-output name=x::y",
    ]) {
      const state = pluginState((resource) => ({
        ...resource,
        urn: `urn:pulumi:prod::${text.replaceAll(":", "") || "shop"}::braze:index:SendId::${text}`,
        id: `${text.replaceAll("/", "")}/${text}`,
      }));
      for (const format of ["terminal", "json", "csv", "pairs"] as const) {
        const output = listSendIds([state], format, now);
        assert.doesNotMatch(output.replaceAll("\n", ""), /\p{C}/u, format);
        assert.doesNotMatch(output, /##|^\s*::/m, format);
        assert.equal(format === "json" || output.split("\n").length <= 4, true, format);
        if (format === "csv") assert.doesNotMatch(output, /(^|,)"?[=+@]/m);
      }
    }
  });
});

describe("pulumi-braze list", () => {
  const list = (args: string[], stdin = "") => pulumiBraze(["list", ...args], { stdin });

  it("reads standard input, files or --state", async () => {
    const runs = await Promise.all([
      list([], recorded("state")),
      list([recording("state")]),
      list(["--state", recording("state")]),
    ]);
    for (const { code, stdout, stderr } of runs) {
      assert.deepEqual([code, stderr], [0, ""]);
      assert.equal(stdout, runs[0]?.stdout);
    }
    assert.match(runs[0]?.stdout ?? "", /outdoor-brand/);
    assert.doesNotMatch(runs[0]?.stdout ?? "", /key-of|exports\.handler/);
  });

  const refusals: [what: string, args: string[], stderr: RegExp][] = [
    ["an empty input", [], /^error: standard input is empty\. Give the output of `pulumi stack export`\.\n$/],
    [
      "a preview",
      [recording("create")],
      /^error: .*it is a preview, which `pulumi-braze plan` takes without --state.*\n$/,
    ],
    ["standard input twice", ["-", "--state", "-"], /can be given only once\.\n$/],
  ];
  for (const [what, args, stderr] of refusals) {
    it(`exits with 2: ${what}`, async () => {
      const run = await list(args);
      assert.equal(run.code, 2);
      assert.match(run.stderr, stderr);
    });
  }
});
