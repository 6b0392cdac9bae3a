import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "pulumi-braze/emulator";
import { ensureLanguageHost } from "../../tools/engine/find-engine";
import { checkout } from "../documentation/blocks";
import { createInlineStack, describeInlineOnEachHost } from "../real-engine/inline";
import {
  createStack,
  describeOnEachHost,
  type Stack,
  type StackOptions,
  succeed,
} from "../real-engine/stack";
import {
  created,
  expected,
  idOf,
  listings,
  names,
  paths,
  settings,
  startBraze,
  workspaces,
} from "./two-workspaces";

const inTypeScript = `
  const { BrazeSendId, getCampaign, getCampaignOutput } = require("pulumi-braze");
  ${JSON.stringify(names)}.forEach((name, at) => {
    for (const workspace of ${JSON.stringify(workspaces)}) {
      const args = { name, workspace };
      const { campaignId } = at === 0 ? { campaignId: getCampaign(args).then((found) => found.campaignId) } : getCampaignOutput(args);
      new BrazeSendId(workspace + at, { campaignId, sendId: String(at), workspace });
    }
  });`;

const inYaml = JSON.stringify({
  resources: Object.fromEntries(
    workspaces.flatMap((workspace) =>
      names.map((name, at) => {
        const found = { function: "braze:getCampaign", arguments: { name, workspace }, return: "campaignId" };
        const properties = { campaignId: { "fn::invoke": found }, sendId: String(at), workspace };
        return [workspace + at, { type: "braze:SendId", properties }];
      }),
    ),
  ),
});

/** A program that looks up each campaign in each workspace, and creates a send ID for it. */
const programs: Record<string, Pick<StackOptions, "from" | "file" | "program">> = {
  "pulumi-braze": { from: "pulumi-braze", program: inTypeScript },
  "pulumi-braze/native": { from: "pulumi-braze/native", program: inTypeScript },
  "the plugin, from YAML": { file: "Main.yaml", program: inYaml },
};

describe("lookups by name", () => {
  let emulator: Emulator;
  let stacks: Pick<Stack, "remove">[];
  async function create(options: StackOptions): Promise<Stack> {
    const stack = await createStack(options);
    stacks.push(stack);
    return stack;
  }
  before(async function () {
    // On a new machine, this builds Pulumi's language host for YAML.
    this.timeout(900_000);
    await ensureLanguageHost("yaml");
  });
  beforeEach(async () => {
    emulator = await startBraze();
    stacks = [];
  });
  afterEach(async () => {
    for (const stack of stacks) await stack.remove();
    await emulator.close();
  });

  describe("three campaigns by name in two workspaces", () => {
    for (const [host, program] of Object.entries(programs))
      it(`by ${host}: one listing each, in a preview with a reading key, too`, async () => {
        const stack = await create({
          ...program,
          env: { BRAZE_WORKSPACES: settings(emulator, "reading-key") },
        });
        await succeed(stack.preview());
        assert.deepEqual(paths(emulator), listings(2));

        stack.env.BRAZE_WORKSPACES = settings(emulator, "key-with-all");
        await succeed(stack.up());
        assert.deepEqual(created(emulator), expected);
        assert.deepEqual(
          paths(emulator, 4).toSorted(),
          [...listings(2), ...Array(6).fill("POST /sends/id/create")].toSorted(),
        );

        stack.env.BRAZE_WORKSPACES = settings(emulator, "creating-key");
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
  });

  describeOnEachHost("functions", (from) => {
    it("await a name that is not known yet, and what they depend on", async () => {
      const stack = await create({
        from,
        program: `
        const { BrazeSendId, getCampaignOutput, getCampaignsOutput } = require("pulumi-braze");
        const workspace = "outdoor";
        const first = new BrazeSendId("first", { campaignId: "${idOf(0, 0)}", workspace });
        const name = first.sendId.apply(() => "Winter sale");
        const { campaignId } = getCampaignOutput({ name, workspace });
        exports.dependent = getCampaignOutput({ name: "Winter sale", workspace }, { dependsOn: [first] }).campaignId;
        new BrazeSendId("second", { campaignId, sendId: "second", workspace });
        exports.count = getCampaignsOutput({ nameContains: name, workspace }).campaigns.apply((all) => all.length);`,
        env: { BRAZE_WORKSPACES: settings(emulator, "key-with-all") },
      });
      await succeed(stack.preview());
      assert.deepEqual(paths(emulator), []);
      await succeed(stack.up());
      assert.ok(created(emulator).includes(`outdoor ${idOf(0, 2)} second`));
      const { count, dependent } = await stack.outputs();
      assert.deepEqual([count, dependent], [1, idOf(0, 2)]);
    });

    it("return a name that is not well-formed Unicode, and the names next to it", async () => {
      const campaigns = ["Cut \ud83d", "\ud83d\ude00 whole"].map((name) => ({ name, tags: [name] }));
      const odd = await startEmulator({
        apiKey: "key-of-odd-names",
        campaigns: campaigns.map((one, at) => ({ ...one, id: idOf(0, at) })),
      });
      const stack = await create({
        from,
        program: `exports.campaigns = require("pulumi-braze").getCampaignsOutput().campaigns.apply((all) => all.map(({ name, tags }) => [name, ...tags]));`,
        env: { BRAZE_API_KEY: "key-of-odd-names", BRAZE_REST_ENDPOINT: odd.url },
      });
      try {
        await succeed(stack.up());
      } finally {
        await odd.close();
      }
      const shown = ["\ud83d\ude00 whole", "Cut \ufffd"].map((name) => [name, name]);
      assert.deepEqual((await stack.outputs()).campaigns, shown);
    });
  });

  describeInlineOnEachHost("functions in an inline program", (from) => {
    it("end before the program does: what is declared with a result is registered", async () => {
      const stack = await createInlineStack({});
      stacks.push(stack);
      const { BrazeSendId, getCampaignOutput } = from;
      await succeed(stack.run("config", "set", "braze:workspaces", settings(emulator, "key-with-all")));
      const args = { name: "Winter sale", workspace: "indoor" };
      await succeed(
        stack.up(() => {
          getCampaignOutput(args).apply(({ campaignId }) => {
            new BrazeSendId("late", { campaignId, sendId: "late", workspace: "indoor" });
          });
        }),
      );
      assert.deepEqual(created(emulator), [`indoor ${idOf(1, 2)} late`]);
      assert.equal((await stack.exported()).sendIds.length, 1);
    });
  });

  describe("functions in a unit test", () => {
    it("are calls of the mocks: nothing is sent", async () => {
      const program = `
      const { runtime } = require("@pulumi/pulumi");
      runtime.setMocks({ call: ({ token, inputs }) => ({ campaignId: token + " " + inputs.name }), newResource: ({ name }) => ({ id: name, state: {} }) });
      const { getCampaign, getCampaignOutput } = require("pulumi-braze");
      (async () => {
        const found = await getCampaign({ name: "A" });
        getCampaignOutput({ name: "B" }).campaignId.apply((id) => console.log(found.campaignId + ", " + id));
      })();`;
      const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], {
        cwd: checkout,
        env: { ...process.env, BRAZE_WORKSPACES: settings(emulator, "key-with-all") },
      });
      assert.equal(stdout, "braze:index:getCampaign A, braze:index:getCampaign B\n");
      assert.equal(emulator.requests.length, 0);
    });
  });

  describe("functions of the plugin", () => {
    it("are called from YAML, with the settings of an explicit provider, which a program without a plugin rejects", async () => {
      const call = (name: string) => ({
        "fn::invoke": {
          function: "braze:getCampaign",
          arguments: { name },
          options: { provider: `\${indoor}` },
          return: "campaignId",
        },
      });
      const stack = await create({
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
      assert.deepEqual(
        await stack.outputs(),
        Object.fromEntries(names.map((name, at) => [name, idOf(1, at)])),
      );
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
      const stack = await create({ from: "pulumi-braze/native", program });
      await succeed(stack.up());
      assert.equal((await stack.outputs()).found, idOf(1, 2));
      const before = emulator.requests.length;
      const other = await create({ from: "pulumi-braze", program });
      const { code, output } = await other.up();
      assert.notEqual(code, 0);
      assert.match(output, /not an explicit provider\. Import it from "pulumi-braze\/native" instead\./);
      assert.equal(emulator.requests.length, before);
    });
  });
});
