import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { blocksOf, checkout, usesOtherProvider } from "../documentation/blocks";
import { type Packed, pack } from "../installed/packed";
import { runCommand } from "../installed/run-command";

const page = "docs/alongside.md";
const campaignId = "d8b73da7-0b7c-4c72-9d80-e59c7f20f0d3";
const examples = ["aws", "kubernetes"] as const;
type Example = (typeof examples)[number];

/** A resource that the program registers. */
interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/**
 * Runs the program with Pulumi's mocks, and prints what it registers.
 *
 * @see https://www.pulumi.com/docs/iac/guides/testing/unit/
 */
const runWithMocks = `
const { runtime } = require("@pulumi/pulumi");
const registered = [];
runtime.setAllConfig({ "project:campaignId": ${JSON.stringify(campaignId)} });
const mocks = {
  newResource({ type, name, inputs }) {
    registered.push({ type, name, inputs });
    return { id: name + "-id", state: inputs };
  },
  call: () => ({}),
};
runtime.setMocks(mocks, "project", "dev").then(async () => {
  require("./index");
  await runtime.disconnect();
  console.log(JSON.stringify(registered));
});`;

describe("the programs of docs/alongside.md, with the SDKs of AWS and Kubernetes", function () {
  this.timeout(300_000);
  // The SDKs have 13,500 files and 107 MB, too much for every installation of this checkout.
  let packed: Packed;
  let folder: string;

  before(async () => {
    packed = await pack();
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-alongside-"));
    await Promise.all(
      examples.map(async (example) => {
        await cp(join(checkout, "examples/alongside", example), join(folder, example), { recursive: true });
        const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
        await runCommand("npm", ["install", packed.tarball, ...options], join(folder, example));
      }),
    );
  });
  after(async () => {
    await packed?.remove();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  const compile = (example: Example) =>
    runCommand("npx", ["tsc", "--noEmit", "-p", "."], join(folder, example));

  async function register(example: Example): Promise<Registered[]> {
    const args = ["--require", "ts-node/register/transpile-only", "--eval", runWithMocks];
    return JSON.parse(await runCommand("node", args, join(folder, example))) as Registered[];
  }

  it("are those of the example", async () => {
    const shown = blocksOf(page).filter(({ text }) => usesOtherProvider(text));
    assert.deepEqual(
      shown.map(({ text }) => text),
      await Promise.all(
        examples.map((name) => readFile(join(checkout, `examples/alongside/${name}/index.ts`), "utf8")),
      ),
    );
  });

  it("AWS: compile, and pass the send ID to a parameter and to a function", async () => {
    await compile("aws");
    const registered = await register("aws");
    const inputsOf = (type: string) => registered.find((resource) => resource.type === type)?.inputs;
    const parameter = inputsOf("aws:ssm/parameter:Parameter") as { name: string; value: { value: string } };
    assert.equal(parameter.name, "/braze/dev/winter-sale");
    // The SDK makes the value of every parameter a secret.
    assert.equal(parameter.value.value, "winter-sale-2026");
    assert.deepEqual(inputsOf("aws:lambda/function:Function")?.environment, {
      variables: { BRAZE_CAMPAIGN_ID: campaignId, BRAZE_SEND_ID: "winter-sale-2026" },
    });
  });

  it("Kubernetes: compile, and pass the send IDs to a ConfigMap", async () => {
    await compile("kubernetes");
    const registered = await register("kubernetes");
    assert.deepEqual(registered.find(({ type }) => type === "kubernetes:core/v1:ConfigMap")?.inputs.data, {
      BRAZE_CAMPAIGN_ID: campaignId,
      BRAZE_SEND_ID_OPENING: "winter-sale-2026-opening",
      BRAZE_SEND_ID_LAST_DAY: "winter-sale-2026-last-day",
    });
  });

  it("YAML: have the types and properties of the SDKs", async () => {
    const yaml = blocksOf(page).find(({ language }) => language === "yaml")?.text ?? "";
    const { resources } = parse(yaml) as { resources: Record<string, { type: string; properties: object }> };
    assert.deepEqual(
      Object.values(resources).map(({ type }) => type),
      ["braze:SendId", "aws:ssm:Parameter", "kubernetes:core/v1:ConfigMap"],
    );
    for (const example of examples) {
      const declarations = Object.entries(resources)
        .filter(([, { type }]) => type.startsWith(`${example}:`))
        .map(([name, { type, properties }]) => {
          const className = type.replace(/[:/]/g, ".");
          return `new ${className}(${JSON.stringify(name)}, ${JSON.stringify(properties)});`;
        });
      const program = [`import * as ${example} from "@pulumi/${example}";`, ...declarations].join("\n");
      await writeFile(join(folder, example, "index.ts"), program);
      await compile(example);
    }
  });
});
