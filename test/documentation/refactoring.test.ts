import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createStack, describeOnEachHost, type Stack, sendIds, succeed } from "../real-engine/stack";
import { engineMessages } from "../support/engine-messages";
import { step } from "../support/step";
import { blocksOf } from "./blocks";

const page = "docs/lifecycle.md";
const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const winterSale = { campaignId, sendId: "winter-sale-2026" };

const shopKey = "key-of-the-shop";
const otherKey = "key-of-other-stacks";

const blockWith = (text: string) =>
  blocksOf(page).find((block) => block.text.includes(text))?.text ?? assert.fail(`${page} lacks ${text}`);

describeOnEachHost("the documentation of a renamed or moved resource", (from) => {
  let emulator: Emulator;
  const stacks: Stack[] = [];
  beforeEach(async () => {
    emulator = await startEmulator({ workspaces: [{ apiKeys: [shopKey, otherKey] }] });
  });
  afterEach(async () => {
    for (const stack of stacks.splice(0)) await stack.remove();
    await emulator.close();
  });

  async function create(project: string, program: string, env: NodeJS.ProcessEnv = {}) {
    const stack = await createStack({
      ...{ project, program, from, file: "index.ts" },
      env: { BRAZE_REST_ENDPOINT: emulator.url, ...env },
    });
    stacks.push(stack);
    const apiKey = project === "shop" ? shopKey : otherKey;
    await succeed(stack.run("config", "set", "--secret", "braze:apiKey", apiKey));
    await succeed(stack.up());
    return stack;
  }
  const recorded = async (stack: Stack) =>
    (await stack.exported()).sendIds.map(({ urn, id }) => [urn.split("::").slice(2).join(" "), id]).sort();

  it("shows a rename that keeps the send ID", async () => {
    const stack = await create("shop", sendIds({ "winter-sale": winterSale }));
    await stack.program(blockWith("aliases: [{ name:"));
    const { output } = await succeed(stack.up());
    assert.match(output, /2 unchanged/);
    const [[type, id] = [], ...others] = await recorded(stack);
    assert.match(type ?? "", /SendId winter-sale-2026$/);
    assert.deepEqual([id, others], [`${campaignId}/winter-sale-2026`, []]);
    assert.equal(emulator.requests.length, 1);
  });

  const both = { "winter-sale": winterSale, reminder: { campaignId } };

  it("shows a move into a component that keeps the send IDs", async () => {
    const stack = await create("shop", sendIds(both));
    const before = await recorded(stack);
    await stack.program(blockWith("aliases: [{ parent:"));
    assert.match((await succeed(stack.up())).output, /\+ 1 created\n\s+3 unchanged/);
    const inComponent = before.map(([type, id]) => [`example:braze:WinterSale$${type}`, id]);
    assert.deepEqual(await recorded(stack), inComponent);
    assert.equal(emulator.requests.length, 2);
  });

  it("shows a move to another stack that keeps the send ID, and what to do if it fails", async () => {
    const shop = await create("shop", sendIds(both));
    const before = await recorded(shop);
    const { PULUMI_BACKEND_URL } = shop.env;
    const marketing = await create("marketing", "", { PULUMI_BACKEND_URL });
    const move = async (name: string, to: string) => {
      const moved = (await shop.exported()).sendIds.find(({ urn }) => urn.endsWith(`::${name}`));
      const block = blockWith("pulumi state move").replace("/marketing/", `/${to}/`);
      const command = block.replace(/'(urn:.*)'/, (_, urn) => {
        // The page names the type of the dynamic provider.
        if (from === "pulumi-braze" && name === "winter-sale") assert.equal(urn, moved?.urn);
        return `'${moved?.urn}' --yes`;
      });
      await promisify(execFile)("bash", ["-euc", command], { cwd: shop.folder, env: shop.env });
    };
    const update = async (stack: Stack, program: Parameters<typeof sendIds>[0]) => {
      await stack.program(sendIds(program));
      return (await succeed(stack.up())).output;
    };

    await step(
      "into a stack without send IDs, whose next update replaces the first stack's key",
      async () => {
        await move("winter-sale", "marketing");
        const apiKeys = async () => {
          const { output } = await marketing.run("stack", "export", "--show-secrets");
          return [shopKey, otherKey].map((key) => output.includes(key));
        };
        assert.deepEqual(await apiKeys(), [true, false]);
        assert.match(await update(shop, { reminder: both.reminder }), /2 unchanged/);
        assert.match(await update(marketing, { "winter-sale": winterSale }), /2 unchanged/);
        assert.deepEqual(await apiKeys(), [false, true]);
        assert.deepEqual([...(await recorded(shop)), ...(await recorded(marketing))].sort(), before);
      },
    );

    await step("into a stack with other settings, which fails, so that it is adopted", async () => {
      const own = { own: { campaignId, sendId: "own", adopt: true } };
      const support = await create("support", sendIds(own), { PULUMI_BACKEND_URL });
      await assert.rejects(move("reminder", "support"), (error: Error & { stderr: string }) =>
        error.stderr.includes(engineMessages.otherSettings),
      );
      const { reminder: sendId } = await shop.outputs();
      assert.match(
        await update(support, { ...own, reminder: { campaignId, sendId, adopt: true } }),
        /\+ 1 created/,
      );
      assert.match(await update(shop, {}), /- 1 deleted/);
    });
    assert.equal(emulator.requests.length, 2);
  });
});
