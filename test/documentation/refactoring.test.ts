import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { defaultApiKey, type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createStack, describeOnEachHost, type Stack, sendIds, succeed } from "../real-engine/stack";
import { blocksOf } from "./blocks";

const page = "docs/lifecycle.md";
const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const winterSale = { campaignId, sendId: "winter-sale-2026" };

const blockWith = (text: string) =>
  blocksOf(page).find((block) => block.text.includes(text))?.text ?? assert.fail(`${page} lacks ${text}`);

describeOnEachHost("the documentation of a renamed or moved resource", (from) => {
  let emulator: Emulator;
  const stacks: Stack[] = [];
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(async () => {
    for (const stack of stacks.splice(0)) await stack.remove();
    await emulator.close();
  });

  async function create(project: string, program: string, env: NodeJS.ProcessEnv = {}) {
    const stack = await createStack({
      ...{ project, program, from, file: "index.ts" },
      env: { BRAZE_API_KEY: defaultApiKey, BRAZE_REST_ENDPOINT: emulator.url, ...env },
    });
    stacks.push(stack);
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

  it("shows a move to another stack that keeps the send ID", async () => {
    const shop = await create("shop", sendIds(both));
    const before = await recorded(shop);
    const marketing = await create("marketing", "", { PULUMI_BACKEND_URL: shop.env.PULUMI_BACKEND_URL });
    const moved = (await shop.exported()).sendIds.find(({ urn }) => urn.endsWith("::winter-sale"));
    const command = blockWith("pulumi state move").replace(/'(urn:.*)'/, (_, urn) => {
      // The page names the type of the dynamic provider.
      if (from === "pulumi-braze") assert.equal(urn, moved?.urn);
      return `'${moved?.urn}' --yes`;
    });
    await promisify(execFile)("bash", ["-euc", command], { cwd: shop.folder, env: shop.env });
    await shop.program(sendIds({ reminder: both.reminder }));
    await marketing.program(sendIds({ "winter-sale": winterSale }));
    for (const stack of [shop, marketing]) assert.match((await succeed(stack.up())).output, /2 unchanged/);
    assert.deepEqual([...(await recorded(shop)), ...(await recorded(marketing))].sort(), before);
    assert.equal(emulator.requests.length, 2);
  });
});
