import assert from "node:assert/strict";
import { CustomResource } from "@pulumi/pulumi";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { BrazeSendId, Provider } from "pulumi-braze/native";
import { createInlineStack } from "../real-engine/inline";
import { createStack, type Stack, sendIds, succeed } from "../real-engine/stack";
import { pulumiBraze } from "../support/pulumi-braze";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";

class AnyResource extends CustomResource {}

describe("what only the plugin can do", () => {
  let emulator: Emulator;
  let stack: Stack | undefined;
  const env = () => ({ BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url });

  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(async () => {
    await stack?.remove();
    await emulator.close();
  });

  it("takes over a stack of dynamic send IDs without a request, even if the key is rotated in the same run", async () => {
    const declared = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        `id${at}`,
        { campaignId, ...(at % 2 === 0 && { sendId: `id${at}` }) },
      ]),
    );
    stack = await createStack({ program: sendIds(declared), env: env() });
    await succeed(stack.up());
    const before = await stack.outputs();
    assert.equal(emulator.requests.length, 20);

    await stack.program(sendIds(declared).replace('"pulumi-braze"', '"pulumi-braze/native"'));
    stack.env.BRAZE_API_KEY = "a-rotated-key";
    const { output } = await succeed(stack.up());
    assert.doesNotMatch(output, /created|replaced|deleted/);
    assert.deepEqual(await stack.outputs(), before);
    const { text, sendIds: recorded } = await stack.exported();
    assert.deepEqual([...new Set(recorded.map(({ type }) => type))], ["braze:index:SendId"]);
    assert.equal(emulator.requests.length, 20);

    await succeed(stack.run("refresh", "--yes"));
    assert.equal(emulator.requests.length, 20);
    assert.ok(!text.includes("a-rotated-key"));
  });

  it("imports a send ID without a request, with and without a workspace", async () => {
    stack = await createStack({ program: "", from: "pulumi-braze/native", env: env() });
    for (const [name, id, warning] of [
      ["plain", `${campaignId}/spring-sale`, undefined],
      ["named", `outdoor@${campaignId}/summer-sale`, /warning: "outdoor" is not a configured workspace\./],
    ] as const) {
      const { output } = await succeed(
        stack.run(
          "import",
          "braze:index:SendId",
          name,
          id,
          "--yes",
          "--protect=false",
          "--generate-code=false",
        ),
      );
      if (warning === undefined) assert.doesNotMatch(output, /warning/);
      else assert.match(output, warning);
    }
    const recorded = (await stack.exported()).sendIds.map(({ id, outputs }) => [
      id,
      outputs?.sendId,
      outputs?.workspace,
    ]);
    assert.deepEqual(recorded, [
      [`${campaignId}/spring-sale`, "spring-sale", undefined],
      [`${campaignId}/summer-sale`, "summer-sale", "outdoor"],
    ]);
    await stack.program(
      sendIds({
        plain: { campaignId, sendId: "spring-sale" },
        named: { campaignId, sendId: "summer-sale", workspace: "outdoor" },
      }),
    );
    assert.doesNotMatch((await succeed(stack.up())).output, /created|replaced/);
    assert.equal(emulator.requests.length, 0);
  });

  it("reads an empty argument of an explicit provider as a missing one, and names the provider", async () => {
    const program = `
      const { BrazeSendId, Provider } = require("pulumi-braze/native");
      const provider = new Provider("eu", { apiKey: "", endpoint: " ", timeoutSeconds: "", workspaces: { outdoor: { apiKey: "" } } });
      new BrazeSendId("a", { campaignId: "${campaignId}", sendId: "a" }, { provider });
      new BrazeSendId("b", { campaignId: "${campaignId}", sendId: "b", workspace: "outdoor" }, { provider });`;
    stack = await createStack({ program, from: "pulumi-braze/native" });
    await succeed(stack.preview());
    const { code, output } = await stack.up("--continue-on-error");
    assert.notEqual(code, 0);
    assert.match(
      output,
      /The provider "eu" has no API key\. Set its argument apiKey, or BRAZE_API_KEY in the environment\./,
    );
    assert.match(
      output,
      /The workspace "outdoor" has no API key\. Set workspaces\.outdoor\.apiKey of the provider "eu"/,
    );

    await stack.program(program.replace('apiKey: ""', `apiKey: "'key-0123456789'"`));
    const quoted = await stack.preview();
    assert.notEqual(quoted.code, 0);
    assert.match(
      quoted.output,
      /apiKey of the provider "eu" or BRAZE_API_KEY must not have quotation marks around it\./,
    );
    assert.equal(emulator.requests.length, 0);
  });

  it("uses no key of the environment for an explicit provider with an endpoint, but a mapped one, which is not in the state", async () => {
    const otherKey = "other-key-0123456789";
    const other = await startEmulator({ workspaces: [{ apiKeys: [otherKey, defaultApiKey] }] });
    const mapped = { ...env(), EU_KEY: otherKey, EU_ENDPOINT: other.url };
    const inline = await createInlineStack(mapped);
    try {
      const { code, output } = await inline.up(
        () => {
          const envVarMappings = { EU_KEY: "BRAZE_API_KEY", EU_ENDPOINT: "BRAZE_REST_ENDPOINT" };
          const providers = {
            mapped: new Provider("mapped", {}, { envVarMappings }),
            misspelled: new Provider("misspelled", { apiKey: undefined, endpoint: other.url }),
          };
          for (const [sendId, provider] of Object.entries(providers))
            new BrazeSendId(sendId, { campaignId, sendId }, { provider });
        },
        { continueOnError: true },
      );
      assert.notEqual(code, 0);
      assert.match(output, /The provider "misspelled" has an instance or endpoint, but no API key\./);
      assert.deepEqual(
        [...emulator.requests, ...other.requests].map(({ sendId, workspace }) => [sendId, workspace]),
        [["mapped", other.requests[0]?.workspace]],
      );
      const { text } = await inline.exported();
      assert.doesNotMatch(text, /apiKey|other-key/);

      const results = await pulumiBraze(["results"], { stdin: text, env: mapped });
      assert.equal(results.code, 0, results.stdout);
      assert.deepEqual([emulator.requests.length, other.requests.length], [0, 2]);
    } finally {
      await inline.remove();
      await other.close();
    }
  });

  it("creates nothing for a type with a typing error", async () => {
    const inline = await createInlineStack(env());
    try {
      const { code, output } = await inline.up(() => {
        for (const type of ["braze:index:SendID", "braze:index/campaign:Campaign"])
          new AnyResource(type, type.replace(/.*:/, ""), { campaignId, sendId: type });
      });
      assert.notEqual(code, 0);
      assert.match(output, /"braze:index\S+" is not a type of this provider\. Nothing was sent to Braze\./);
      assert.equal(emulator.requests.length, 0);
    } finally {
      await inline.remove();
    }
  });

  it("runs two explicit providers in one program, one of them in a component, each with its own key", async () => {
    const other = await startEmulator({ apiKey: "other-key-0123456789" });
    try {
      const program = `
        const { ComponentResource } = require("@pulumi/pulumi");
        const { BrazeSendId, Provider } = require("pulumi-braze/native");
        const one = new Provider("one", { apiKey: "${defaultApiKey}", endpoint: "${emulator.url}" });
        const parent = new ComponentResource("shop:index:Brand", "brand");
        const two = new Provider("two", { apiKey: "other-key-0123456789", endpoint: "${other.url}" }, { parent });
        new BrazeSendId("a", { campaignId: "${campaignId}", sendId: "a" }, { provider: one });
        new BrazeSendId("b", { campaignId: "${campaignId}", sendId: "b" }, { provider: two });`;
      stack = await createStack({ program, from: "pulumi-braze/native" });
      const { output } = await succeed(stack.run("up", "--yes"));
      assert.deepEqual(
        [emulator, other].map(({ created }) => created.map(({ sendId }) => sendId)),
        [["a"], ["b"]],
      );
      const { text } = await stack.exported();
      for (const key of [defaultApiKey, "other-key-0123456789"]) assert.ok(!(output + text).includes(key));
      assert.match(text, /"ciphertext"/);

      // The results of each are read with its own key, which only an export with the secrets has.
      const encrypted = await pulumiBraze(["results"], { stdin: text });
      assert.match(
        encrypted.stdout,
        /settings of the provider "one" are encrypted.*of the provider "two" are/s,
      );
      const { output: withSecrets } = await succeed(stack.run("stack", "export", "--show-secrets"));
      const results = await pulumiBraze(["results"], { stdin: withSecrets });
      assert.equal(results.code, 0, results.stdout);
      for (const { requests } of [emulator, other])
        assert.deepEqual(
          requests.map(({ status }) => status),
          [201, 200],
        );
      await stack.program(program.replaceAll("provider: two", "provider: one"));
      assert.match((await succeed(stack.up())).output, /unchanged/);
      assert.deepEqual([emulator.created.length, other.created.length], [1, 1]);
    } finally {
      await other.close();
    }
  });
});
