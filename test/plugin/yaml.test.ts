import assert from "node:assert/strict";
import { resolve } from "node:path";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createStack, type Stack, yamlSendIds as sendIds, succeed } from "../real-engine/stack";
import { pulumiBraze } from "../support/pulumi-braze";
import { step } from "../support/step";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const otherCampaignId = "0b8be5fa-1c2d-4e3f-8a9b-0c1d2e3f4a5b";

describe("the plugin, from YAML", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeEach(async function () {
    // On a new machine, this builds Pulumi's language host for YAML.
    this.timeout(900_000);
    emulator = await startEmulator();
    stack = await createStack({
      file: "Main.yaml",
      program: "",
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url },
    });
  });
  afterEach(async () => {
    await stack.remove();
    await emulator.close();
  });

  const set = (setting: string, value: string) =>
    succeed(stack.run("config", "set", "--path", setting, value));
  const recorded = async () =>
    Object.fromEntries(
      (await stack.exported()).sendIds.map(({ urn, outputs }) => [urn.split("::").at(-1), outputs?.sendId]),
    );

  const own = { campaignId, sendId: "own" };

  it("names a send ID that the program omits by pulumi:autonaming, and keeps the name when the setting changes", async () => {
    await step("a pattern, proposed", async () => {
      await set("pulumi:autonaming.pattern", `\${name}-2026`);
      await stack.program(sendIds({ winter: { campaignId }, own }));
      await succeed(stack.up());
    });

    const named = { winter: { campaignId }, own, spring: { campaignId } };
    await step("a pattern, enforced", async () => {
      await set("pulumi:autonaming.pattern", `enforced-\${name}`);
      await set("pulumi:autonaming.enforce", "true");
      await stack.program(sendIds(named));
      await succeed(stack.up());
      assert.deepEqual(await recorded(), { winter: "winter-2026", own: "own", spring: "enforced-spring" });
      assert.deepEqual(emulator.created.map(({ sendId }) => sendId).sort(), [
        "enforced-spring",
        "own",
        "winter-2026",
      ]);
    });

    await step("disabled, which requires a sendId, except for a recorded send ID", async () => {
      await succeed(stack.run("config", "rm", "pulumi:autonaming"));
      await set("pulumi:autonaming.mode", "disabled");
      await succeed(stack.preview("--expect-no-changes"));
      await stack.program(sendIds({ ...named, summer: { campaignId } }));
      const { code, output } = await stack.preview();
      assert.notEqual(code, 0);
      assert.match(
        output,
        /resource 'summer' has a problem: sendId is required, because pulumi:autonaming is disabled for this resource\./,
      );
    });

    await step("removed", async () => {
      await succeed(stack.run("config", "rm", "pulumi:autonaming"));
      await stack.program(sendIds(named));
      assert.match((await succeed(stack.up())).output, /4 unchanged/);
    });
    assert.equal(emulator.requests.length, 3);
  });

  it("shows each changed property as an update that requires replacement, and messages on the resource that they concern", async () => {
    const spring = { campaignId, sendId: "spring" };
    await stack.program(sendIds({ winter: { campaignId }, own, spring }));
    await succeed(stack.up());
    assert.equal(emulator.requests.length, 3);

    await step("a changed property", async () => {
      await stack.program(
        sendIds({
          winter: { campaignId: otherCampaignId },
          own: { campaignId, sendId: "changed", workspace: "outdoor" },
          spring: { ...spring, adopt: true },
        }),
      );
      const { output } = await succeed(stack.run("preview", "--json"));
      const { steps } = JSON.parse(output) as {
        steps: { op: string; urn: string; detailedDiff: Record<string, { kind: string }> | null }[];
      };
      const changes = steps
        .filter(({ op }) => op === "replace")
        .map(({ urn, detailedDiff }) => [
          urn.split("::").at(-1),
          Object.entries(detailedDiff ?? {})
            .map(([property, { kind }]) => `${property} ${kind}`)
            .sort(),
        ]);
      assert.deepEqual(Object.fromEntries(changes), {
        winter: ["campaignId update-replace"],
        own: ["sendId update-replace", "workspace update-replace"],
      });
    });

    await step("messages", async () => {
      const odd = { campaignId: "not-an-identifier", sendId: "odd", adopt: true };
      await stack.program(sendIds({ winter: { campaignId }, own, odd }));
      const { output } = await succeed(stack.up());
      const [, diagnostics = ""] = output.split("Diagnostics:\n");
      assert.match(diagnostics, /^ {2}braze:index:SendId \(odd\):\n {4}warning: campaignId "not-a…" /m);
      assert.match(
        diagnostics,
        /^ {2}braze:index:SendId \(spring\):\n {4}Braze cannot delete a send ID: "spring"/m,
      );
      assert.doesNotMatch(diagnostics, /pulumi:pulumi:Stack/);
    });
    assert.equal(emulator.requests.length, 3);
  });

  it("rejects a pair that is declared twice, in check, naming both resources", async () => {
    await stack.program(sendIds({ first: own, second: own }));
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assert.match(
      output,
      /SendId resource '(first|second)' has a problem: "(first|second)" and "\1" declare the same send ID for the same campaign\./,
    );
    assert.equal(emulator.requests.length, 0);
  });

  it("stores the key of an explicit provider encrypted, if it is a secret, and results read with it", async () => {
    const settings = {
      apiKey: { "fn::secret": defaultApiKey },
      endpoint: emulator.url,
      timeoutSeconds: 10,
      workspaces: { outdoor: { apiKey: defaultApiKey, endpoint: emulator.url } },
    };
    await stack.program(
      JSON.stringify({
        resources: {
          eu: { type: "pulumi:providers:braze", properties: settings },
          explicit: {
            type: "braze:SendId",
            properties: { campaignId, sendId: "explicit" },
            options: { provider: `\${eu}` },
          },
        },
      }),
    );
    const { output } = await succeed(stack.run("up", "--yes"));
    const { text } = await stack.exported();
    assert.equal(emulator.requests.length, 1);
    assert.ok(!(output + text).includes(defaultApiKey));
    assert.match(text, /"ciphertext"/);
    const { output: withSecrets } = await succeed(stack.run("stack", "export", "--show-secrets"));
    const results = await pulumiBraze(["results"], { stdin: withSecrets });
    assert.equal(results.code, 0, results.stdout);
  });

  it("has a schema that Pulumi accepts", async () => {
    await succeed(stack.run("schema", "check", resolve(__dirname, "../../provider/schema.json")));
  });
});
