import assert from "node:assert/strict";
import { runtime, secret } from "@pulumi/pulumi";
import * as dynamic from "pulumi-braze";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import * as native from "pulumi-braze/native";
import { createInlineStack, describeInlineOnEachHost, type InlineStack } from "./inline";
import { type Run, succeed } from "./stack";

const campaignId = "d8b73da7-0b7c-fc72-1d80-e59c7f20f0d3";
const otherKey = "other-key-0f1e2d3c";

/** Sets a send ID on each resource of the program, by its name. */
function transform(sendIds: Record<string, string>) {
  runtime.registerStackTransformation(({ name, props, opts }) =>
    name in sendIds ? { props: { ...props, sendId: sendIds[name] }, opts } : undefined,
  );
}

describeInlineOnEachHost("one send ID on two resources", ({ BrazeSendId }, from) => {
  const declare = (name: string, sendId?: string, opts = {}) =>
    new BrazeSendId(name, { campaignId, ...(sendId === undefined ? {} : { sendId }) }, opts);
  let emulator: Emulator;
  let stack: InlineStack;
  let requestsBefore = 0;

  beforeEach(async () => {
    emulator = await startEmulator({ workspaces: [{ apiKeys: [defaultApiKey, otherKey] }] });
    stack = await createInlineStack({
      BRAZE_API_KEY: defaultApiKey,
      BRAZE_REST_ENDPOINT: emulator.url,
      BRAZE_WORKSPACES: JSON.stringify({ same: { apiKey: defaultApiKey, endpoint: emulator.url } }),
    });
  });
  afterEach(async () => {
    await stack.remove();
    await emulator.close();
  });

  /** The send IDs that an update requests. */
  async function requestedBy(update: Promise<Run>) {
    requestsBefore = emulator.requests.length;
    const run = await update;
    return {
      ...run,
      requested: emulator.requests
        .slice(requestsBefore)
        .map(({ sendId }) => sendId)
        .sort(),
    };
  }
  async function assertRefused(
    update: Promise<Run>,
    { requested: allowed = [] as string[], says = /./ } = {},
  ) {
    const { code, output, requested } = await requestedBy(update);
    assert.notEqual(code, 0, output);
    assert.deepEqual(requested, allowed, output);
    assert.match(output, says);
    assert.doesNotMatch(output, /^\s+at /m);
  }

  it("is refused before anything is registered, in any order, and with both classes", async () => {
    const says = /"copy" and "old" declare the same send ID for the same campaign\. .* neither is created/;
    await assertRefused(
      stack.up(() => {
        declare("first", "unrelated");
        declare("generated");
        declare("copy", "y");
        declare("old", "y");
      }),
      { says },
    );
    await succeed(stack.up(() => void declare("old", "y")));
    await assertRefused(
      stack.up(() => {
        declare("copy", "y");
        declare("old", "y");
      }),
      { says },
    );
    const [one, another] = from === "pulumi-braze" ? [dynamic, native] : [native, dynamic];
    await assertRefused(
      stack.up(() => {
        new another.BrazeSendId("copy", { campaignId, sendId: "y" });
        new one.BrazeSendId("old", { campaignId, sendId: "y" });
      }),
      { says },
    );
  });

  it("is refused if a transformation makes two equal, and not if it makes them different", async () => {
    await assertRefused(
      stack.up(() => {
        transform({ first: "shared", second: "shared" });
        declare("first", "a");
        declare("second", "b");
      }),
      // The plugin may create one before it checks the other one.
      { requested: ["shared"], says: /"first"|another resource/ },
    );
    const { code, output, requested } = await requestedBy(
      stack.up(() => {
        transform({ third: "c", fourth: "d" });
        declare("third", "e");
        declare("fourth", "e");
      }),
    );
    assert.equal(code, 0, output);
    assert.deepEqual(requested, ["c", "d"]);
  });

  it("is refused for what the state has recorded, although the program declares something else", async () => {
    const ignoring = { ignoreChanges: ["sendId"] };
    await succeed(
      stack.up(() => {
        declare("a", "y");
        declare("generated");
      }),
    );
    const generated = String(emulator.created.find(({ generated }) => generated)?.sendId);
    const says = /"b" .*"a" has recorded|another resource, or an interrupted replacement, has it/;
    await assertRefused(
      stack.up(() => {
        const a = declare("a", "x", ignoring);
        declare("generated", "x2", ignoring);
        declare("b", "y", { dependsOn: a });
      }),
      { says },
    );
    await assertRefused(
      stack.up(() => {
        declare("a", "x", ignoring);
        const read = declare("generated", "x2", ignoring);
        declare("b", generated, { dependsOn: read });
      }),
    );
    // A replaced resource leaves its send ID in Braze.
    await assertRefused(
      stack.up(() => {
        const a = declare("a", "z");
        declare("generated");
        declare("b", "y", { dependsOn: a });
      }),
      { requested: ["z"] },
    );
    const { code, output, requested } = await requestedBy(
      stack.up(() => {
        const a = declare("a", "ignored", ignoring);
        declare("generated");
        declare("c", "ignored", { dependsOn: a });
        new BrazeSendId("adopted", { campaignId, sendId: "y", adopt: true }, { dependsOn: a });
      }),
    );
    assert.equal(code, 0, output);
    assert.deepEqual(requested, ["ignored"], output);
  });

  it("is refused for a send ID that Braze generates in the same update", async () => {
    const { code, output } = await stack.up(() => {
      const generated = declare("generated");
      new BrazeSendId("copy", { campaignId, sendId: generated.sendId });
    });
    assert.notEqual(code, 0, output);
    assert.match(
      output,
      /was not created, and no request was sent: ("generated"|another resource, or an interrupted replacement,) has it/,
    );
    assert.equal(emulator.requests.length, 1);
  });

  it("is refused for two names of one connection", async () => {
    await assertRefused(
      stack.up(() => {
        const first = declare("first", "y");
        new BrazeSendId("second", { campaignId, sendId: "y", workspace: "same" }, { dependsOn: first });
      }),
      { requested: ["y"] },
    );
    if (from === "pulumi-braze") return;
    await assertRefused(
      stack.up(() => {
        for (const name of ["one", "two"]) {
          const provider = new native.Provider(name, { apiKey: secret(otherKey), endpoint: emulator.url });
          declare(name, "z", { provider });
        }
      }),
    );
  });

  it("is requested again by a resource that is itself replaced, and by a new name, which the last line says", async () => {
    await succeed(stack.up(() => void declare("a", "y", { replacementTrigger: 1 })));
    const [{ urn = "" } = {}] = (await stack.exported()).sendIds;
    const again = () => void declare("a", "y", { replacementTrigger: 2 });
    const replaced = /"y" of campaign \S+ remains in Braze and in the state/;
    for (const options of [{}, { replace: [urn] }, { replace: [urn], refresh: true }]) {
      const { code, output, requested } = await requestedBy(stack.up(again, options));
      assert.equal(code, 0, output);
      assert.deepEqual(requested, ["y"], output);
      assert.match(output, replaced);
    }
    // An update that fails leaves what it has replaced to the next one.
    const failed = await requestedBy(
      stack.up(() => {
        const dependsOn = declare("a", "y", { replacementTrigger: 3 });
        declare("copy", "y", { dependsOn, ignoreChanges: ["sendId"] });
      }),
    );
    assert.notEqual(failed.code, 0, failed.output);
    assert.deepEqual(failed.requested, ["y"], failed.output);
    const next = await requestedBy(stack.up(() => void declare("a", "y", { replacementTrigger: 3 })));
    assert.equal(next.code, 0, next.output);
    assert.deepEqual(next.requested, [], next.output);
    assert.match(next.output, replaced);
    const { code, output, requested } = await requestedBy(stack.up(() => void declare("renamed", "y")));
    assert.equal(code, 0, output);
    assert.deepEqual(requested, ["y"], output);
    assert.match(
      output,
      from === "pulumi-braze" ? replaced : /remains in Braze and in the state, as "renamed"/,
    );
  });
});
