import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import ts from "typescript";
import { type Emulator, startEmulator } from "../../provider/src/emulator";
import { createStack, describeOnEachHost, type Stack, succeed } from "../real-engine/stack";
import { step } from "../support/step";

const checkout = resolve(__dirname, "../..");
const campaign = (letter: string) => JSON.stringify(`${letter.repeat(8)}-0b7c-4c72-9d80-e59c7f20f0d3`);
const [a, b] = [campaign("a"), campaign("b")];
const program = (body: string, from = "pulumi-braze") =>
  `const { BrazeSendId } = require("${from}");\n${body}`;

const deployed = `
  new BrazeSendId("spring", { campaignId: ${a}, sendId: "spring-sale" });
  new BrazeSendId("weekly", { campaignId: ${a} });
  new BrazeSendId("old-name", { campaignId: ${b}, sendId: "kept" });`;

/** Changes that do not use the daily limit: an alias, a generated value that is now declared, an adopted send ID. */
const harmless = (generated: string) => `
  new BrazeSendId("weekly", { campaignId: ${a}, sendId: "${generated}" });
  new BrazeSendId("new-name", { campaignId: ${b}, sendId: "kept" }, { aliases: [{ name: "old-name" }] });
  new BrazeSendId("legacy", { campaignId: ${a}, sendId: "Made by hand", adopt: true });`;

describeOnEachHost("the policy pack of the example, on a real engine", (from) => {
  let emulator: Emulator;
  let stack: Stack;
  let folder: string;
  let generated: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-policy-"));
    await copyPack(join(folder, "pack"));
    await copyPack(join(folder, "compiled"));
    await compile(join(folder, "compiled"));
    emulator = await startEmulator({ apiKey: "policy-key" });
    stack = await createStack({
      program: program(deployed),
      from,
      env: { BRAZE_API_KEY: "policy-key", BRAZE_REST_ENDPOINT: emulator.url },
    });
    await succeed(stack.up());
    generated = emulator.created.find((created) => created.generated)?.sendId ?? "";
  });
  after(async () => {
    await Promise.all([stack?.remove(), emulator?.close(), rm(folder, { recursive: true, force: true })]);
  });

  /** Pulumi checks the types of a pack in TypeScript in each run, which takes most of it: one test does that. */
  const withPack = async (config: Record<string, object>, pack: "pack" | "compiled" = "compiled") => {
    const path = join(folder, "config.json");
    await writeFile(path, JSON.stringify(config));
    return ["--policy-pack", join(folder, pack, "run"), "--policy-pack-config", path];
  };

  it("rejects every violation in a preview, before any request", async () => {
    // Takes the send ID of another resource.
    await stack.program(program(`new BrazeSendId("weekly", { campaignId: ${a}, sendId: "spring-sale" });`));
    const before = emulator.requests.length;
    const config = { "at-most": { most: 0 }, naming: { pattern: "^summer-" } };
    const { code, output } = await stack.preview(...(await withPack(config, "pack")));
    assert.notEqual(code, 0);
    for (const message of [
      /at-most .*: weekly\)[\s\S]*weekly would be send ID number 1 of this update, which may create 0\./,
      /naming .*: weekly\)[\s\S]*The send ID "spring-sale" does not match \^summer-\./,
      /no-replacement .*: weekly\)[\s\S]*weekly would be replaced \(sendId\)/,
      /no-duplicate .*: weekly\)[\s\S]*weekly is the send ID "spring-sale" .*, which the stack records as spring\./,
    ]) {
      assert.match(output, message);
    }
    assert.equal(output.match(/\[mandatory\]/g)?.length, 4, output);
    assert.equal(emulator.requests.length, before);
  });

  it("stops an update at the allowed number", async () => {
    const many = [1, 2, 3, 4, 5].map((index) => `new BrazeSendId("n${index}", { campaignId: ${a} });`);
    await stack.program(program(deployed + many.join("\n")));
    const before = emulator.created.length;
    const { code, output } = await stack.up(...(await withPack({ "at-most": { most: 2 } })));
    assert.notEqual(code, 0);
    assert.match(output, /would be send ID number 3 of this update, which may create 2/);
    assert.doesNotMatch(output, /\[mandatory\] +(naming|no-replacement|no-duplicate)/);
    assert.ok(emulator.created.length - before <= 2, `${emulator.created.length - before} created`);
  });

  it("accepts explicitly allowed changes and changes that create nothing, in preview and update", async () => {
    await stack.program(
      program(`${harmless(generated)}
        const spring = new BrazeSendId("spring", { campaignId: ${b}, sendId: "spring-sale" });
        new BrazeSendId("not-known-yet", { campaignId: ${a}, sendId: spring.createdAt.apply(() => "spring-follow-up") });`),
    );
    const before = emulator.created.length;
    const allowed = await withPack({ "at-most": { most: 2 }, "no-replacement": { allow: ["spring"] } });
    await succeed(stack.run("up", "--yes", ...allowed));
    assert.deepEqual(
      emulator.created.slice(before).map(({ sendId }) => sendId),
      ["spring-sale", "spring-follow-up"],
    );

    if (from === "pulumi-braze")
      await step("recorded send IDs, after the program has switched to the plugin", async () => {
        await stack.program(program(harmless(generated), "pulumi-braze/native"));
        await succeed(stack.preview(...(await withPack({ "at-most": { most: 0 } }))));
      });
  });

  if (from === "pulumi-braze/native")
    it("compares send IDs of one connection only", async () => {
      const other = `
        const { Provider } = require("pulumi-braze/native");
        const provider = new Provider("eu", { apiKey: "policy-key", endpoint: "${emulator.url}" });
        new BrazeSendId("in-eu", { campaignId: ${b}, sendId: "kept" }, { provider });`;
      await stack.program(program(harmless(generated) + other));
      await succeed(stack.preview(...(await withPack({ "at-most": { most: 1 } }))));
    });

  if (from === "pulumi-braze/native")
    it("counts an imported send ID, whose option a policy does not see, but not an adopted one", async () => {
      const args = (more: string) => `{ campaignId: ${b}, sendId: "existing"${more} }`;
      const id = JSON.stringify(`${JSON.parse(b)}/existing`);
      const none = await withPack({ "at-most": { most: 0 } });
      const declare = (rest: string) =>
        stack.program(program(`${harmless(generated)} new BrazeSendId("existing", ${rest});`));
      await declare(`${args("")}, { import: ${id} }`);
      const { code, output } = await stack.preview(...none);
      assert.notEqual(code, 0);
      assert.match(output, /existing would be send ID number 1 of this update/);
      await declare(args(", adopt: true"));
      await succeed(stack.preview(...none));
    });
});

describe("the stack whose state the policy pack reads", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pulumi-braze-policy-"));
    await copyPack(folder);
    await compile(folder);
    // In the place of Pulumi Cloud, whose stacks belong to organizations.
    const cli = `#!/bin/sh
if [ "$2" = ls ]; then
  echo '[{ "name": "acme/shop/dev" }, { "name": "globex/shop/dev" }, { "name": "globex/shop/my-dev" }]'
else
  echo "exports $*" >&2; exit 1
fi
`;
    await writeFile(join(folder, "pulumi"), cli, { mode: 0o755 });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const read = (stack: string, organization?: string) => () =>
    execFileSync(
      process.execPath,
      ["-e", `require("./recorded.js").recordedSendIds("urn:pulumi:${stack}::shop::braze:index:SendId::a")`],
      {
        cwd: folder,
        env: { PATH: [folder, process.env.PATH].join(delimiter), PULUMI_ORGANIZATION: organization },
        stdio: "pipe",
      },
    );

  it("is the one that the URN names, in whichever organization", () => {
    assert.throws(read("my-dev"), /exports stack export --stack globex\/shop\/my-dev /);
  });

  it("is in PULUMI_ORGANIZATION, if several organizations have one of this name", () => {
    assert.throws(
      read("dev"),
      /Several organizations have a stack shop\/dev\. Set PULUMI_ORGANIZATION to one of them: acme\/shop\/dev, globex\/shop\/dev/,
    );
    assert.throws(read("dev", "globex"), /exports stack export --stack globex\/shop\/dev /);
  });

  it("is never guessed", () => {
    assert.throws(read("prod"), /The stack shop\/prod was not found\. Set PULUMI_BACKEND_URL/);
  });
});

/** Copies the example to a folder with the packages of this checkout. */
async function copyPack(pack: string): Promise<void> {
  await cp(join(checkout, "examples/policy"), pack, {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  await symlink(join(checkout, "node_modules"), join(pack, "node_modules"));
  // What Pulumi's current language host for Node.js does. The one that this checkout builds is too old to run packs.
  const run = `#!/bin/sh
cd "$(dirname "$0")"
exec node -e 'require("@pulumi/pulumi/cmd/run-policy-pack")' "$0" "$1" .
`;
  await writeFile(join(pack, "run"), run, { mode: 0o755 });
}

/** Replaces the TypeScript of a pack by JavaScript. */
async function compile(pack: string): Promise<void> {
  for (const file of (await readdir(pack)).filter((name) => name.endsWith(".ts"))) {
    const source = join(pack, file);
    const { outputText } = ts.transpileModule(await readFile(source, "utf8"), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    await writeFile(source.replace(/ts$/, "js"), outputText);
    await rm(source);
  }
  const manifest = join(pack, "package.json");
  await writeFile(manifest, (await readFile(manifest, "utf8")).replace('"index.ts"', '"index.js"'));
}
