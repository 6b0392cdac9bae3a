import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "pulumi-braze/emulator";
import { createStack, describeOnEachHost, type Stack, succeed } from "../real-engine/stack";

const names = ["Spring sale", "Summer sale", "Winter sale"];
const idOf = (workspace: number, at: number) => `d8b73da7-0b7c-fc72-1d80-e59c7f20f${workspace}${at}0`;
const keys = (workspace: string) => [
  `${workspace}-key-with-all`,
  { key: `${workspace}-reading-key`, permissions: ["campaigns.list"] },
  { key: `${workspace}-creating-key`, permissions: ["sends.id.create"] },
];

/** Two workspaces with the same names, and different identifiers. */
const startBraze = () =>
  startEmulator({
    workspaces: ["outdoor", "indoor"].map((name, workspace) => ({
      name,
      apiKeys: keys(name),
      campaigns: names.map((campaign, at) => ({ id: idOf(workspace, at), name: campaign })),
    })),
  });

/** The settings with one kind of key. */
const workspaces = (emulator: Emulator, kind: string) =>
  JSON.stringify(
    Object.fromEntries(
      ["outdoor", "indoor"].map((name) => [name, { apiKey: `${name}-${kind}`, endpoint: emulator.url }]),
    ),
  );

const expected = ["outdoor", "indoor"].flatMap((name, workspace) =>
  names.map((_, at) => `${name} ${idOf(workspace, at)} ${at}`),
);
const created = ({ created }: Emulator) =>
  created.map(({ workspace, campaignId, sendId }) => `${workspace} ${campaignId} ${sendId}`).sort();
const paths = ({ requests }: Emulator, from = 0) =>
  requests.slice(from).map(({ method, path }) => `${method} ${path.split("?")[0]}`);
/** One listing reads the campaigns with and without the archived ones. */
const listings = (count: number) => Array(2 * count).fill("GET /campaigns/list");

describeOnEachHost("functions", (from) => {
  let emulator: Emulator;
  let stack: Stack | undefined;
  beforeEach(async () => {
    emulator = await startBraze();
  });
  afterEach(async () => {
    await stack?.remove();
    await emulator.close();
  });

  it("look up three campaigns by name in two workspaces: one listing each, in a preview with a reading key, too", async () => {
    stack = await createStack({
      from,
      program: `
        const { BrazeSendId, getCampaign, getCampaignOutput } = require("pulumi-braze");
        ${JSON.stringify(names)}.forEach((name, at) => {
          for (const workspace of ["outdoor", "indoor"]) {
            const args = { name, workspace };
            const { campaignId } = at === 0 ? { campaignId: getCampaign(args).then((found) => found.campaignId) } : getCampaignOutput(args);
            new BrazeSendId(workspace + at, { campaignId, sendId: String(at), workspace });
          }
        });`,
      env: { BRAZE_WORKSPACES: workspaces(emulator, "reading-key") },
    });
    await succeed(stack.preview());
    assert.deepEqual(paths(emulator), listings(2));

    stack.env.BRAZE_WORKSPACES = workspaces(emulator, "key-with-all");
    await succeed(stack.up());
    assert.deepEqual(created(emulator), expected.toSorted());
    assert.deepEqual(
      paths(emulator, 4).toSorted(),
      [...listings(2), ...Array(6).fill("POST /sends/id/create")].toSorted(),
    );

    stack.env.BRAZE_WORKSPACES = workspaces(emulator, "creating-key");
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assert.match(output, /The key lacks the permission campaigns\.list/);
    assert.match(output, /A preview needs a key with campaigns\.list/);
    assert.ok(!output.includes("outdoor-creating"));
    assert.equal(created(emulator).length, 6);

    delete stack.env.BRAZE_WORKSPACES;
    const unset = await stack.preview();
    assert.notEqual(unset.code, 0);
    assert.match(unset.output, /"(outdoor|indoor)" is not a configured workspace/);
  });

  it("await a name that is not known yet", async () => {
    stack = await createStack({
      from,
      program: `
        const { BrazeSendId, getCampaignOutput, getCampaignsOutput } = require("pulumi-braze");
        const workspace = "outdoor";
        const first = new BrazeSendId("first", { campaignId: "${idOf(0, 0)}", workspace });
        const name = first.sendId.apply(() => "Winter sale");
        const { campaignId } = getCampaignOutput({ name, workspace });
        new BrazeSendId("second", { campaignId, sendId: "second", workspace });
        exports.count = getCampaignsOutput({ nameContains: name, workspace }).campaigns.apply((all) => all.length);`,
      env: { BRAZE_WORKSPACES: workspaces(emulator, "key-with-all") },
    });
    await succeed(stack.preview());
    assert.deepEqual(paths(emulator), []);
    await succeed(stack.up());
    assert.ok(created(emulator).includes(`outdoor ${idOf(0, 2)} second`));
    assert.equal((await stack.outputs()).count, 1);
  });
});

describe("functions of the plugin", () => {
  let emulator: Emulator;
  let stack: Stack | undefined;
  before(async () => {
    emulator = await startBraze();
  });
  after(async () => {
    await stack?.remove();
    await emulator.close();
  });

  it("are called from YAML, with the settings of an explicit provider, which a program without a plugin rejects", async () => {
    const call = (name: string) => ({
      "fn::invoke": {
        function: "braze:getCampaign",
        arguments: { name },
        options: { provider: `\${indoor}` },
        return: "campaignId",
      },
    });
    stack = await createStack({
      file: "Main.yaml",
      program: JSON.stringify({
        resources: {
          indoor: {
            type: "pulumi:providers:braze",
            properties: { apiKey: { "fn::secret": "indoor-key-with-all" }, endpoint: emulator.url },
          },
        },
        outputs: Object.fromEntries(names.map((name) => [name, call(name)])),
      }),
    });
    await succeed(stack.up());
    assert.deepEqual(await stack.outputs(), Object.fromEntries(names.map((name, at) => [name, idOf(1, at)])));
    assert.deepEqual(paths(emulator), listings(1));
    const { text } = await stack.exported();
    assert.ok(!text.includes("indoor-key-with-all"));
  });

  it("are called in TypeScript with an explicit provider; those of the program say where to import them from", async () => {
    const program = `
      const { Provider } = require("pulumi-braze/native");
      const { getCampaignOutput } = require("pulumi-braze");
      const provider = new Provider("indoor", { apiKey: "indoor-key-with-all", endpoint: "${emulator.url}" });
      exports.found = getCampaignOutput({ name: "Winter sale" }, { provider }).campaignId;`;
    stack = await createStack({ from: "pulumi-braze/native", program });
    await succeed(stack.up());
    assert.equal((await stack.outputs()).found, idOf(1, 2));
    const before = emulator.requests.length;
    const other = await createStack({ from: "pulumi-braze", program });
    const { code, output } = await other.up();
    await other.remove();
    assert.notEqual(code, 0);
    assert.match(output, /not an explicit provider\. Import it from "pulumi-braze\/native" instead\./);
    assert.equal(emulator.requests.length, before);
  });
});
